"""Finding a name among 5,000 while somebody types, beside a bare scan of the same names for a prefix."""

import statistics
import time
from itertools import product

from desktop_app.domain.directory import Contributor, Directory

TYPED = ("b", "ba", "badi s", "sri wi", "k4999", "xq")


def main() -> None:
    """Print the median of processor time for each text typed, ours and the scan's."""
    first = [f"{a}{b}" for a, b in product(("Ba", "De", "Fi", "Gu", "Ha", "Ju"), ("di", "wi", "ra", "lu"))]
    middle = ("Adi", "Eka", "Tri", "Sri", "Dwi", "Catur")
    last = [
        f"{a}{b}{c}"
        for a, b, c in product(("Si", "Wi", "Ku", "Pra"), ("re", "ja", "su"), ("gar", "ya", "ma"))
    ]
    names = [" ".join(parts) for parts in product(first, middle, last)][:5_000]
    begun = time.process_time()
    directory = Directory(
        (Contributor(str(at), name, codes=(f"k{at}",)) for at, name in enumerate(names)),
        {name: at for at, name in enumerate(names)},
    )
    print(f"{len(names)} names ready in {1000 * (time.process_time() - begun):.0f} ms")
    lower = [name.lower() for name in names]
    for typed in TYPED:
        ours = _median(lambda typed=typed: directory.suggest(typed))
        bare = _median(lambda typed=typed: [name for name in lower if name.startswith(typed)])
        print(f"{typed!r:10} {ours:6.2f} ms, bare prefix scan {bare:5.2f} ms, ratio {ours / bare:.1f}")


def _median(work: object) -> float:
    taken = []
    for _ in range(15):
        begun = time.process_time()
        work()  # type: ignore[operator]
        taken.append(1000 * (time.process_time() - begun))
    return statistics.median(taken)


if __name__ == "__main__":
    main()
