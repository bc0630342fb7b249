// The page is whole without this file. It turns the countdown's date into a running clock and makes "copy" copy.
(function () {
  "use strict";

  function startClock(clock) {
    var target = Date.parse(clock.dataset.countdown);
    var cells = clock.querySelectorAll("[data-unit]");
    if (isNaN(target)) return;

    function show() {
      var left = Math.max(0, Math.floor((target - Date.now()) / 1000));
      cells.forEach(function (cell) {
        var unit = Number(cell.dataset.unit);
        var count = Math.floor(left / unit);
        left -= count * unit;
        if (cell.textContent !== String(count)) cell.textContent = count;
      });
    }

    show();
    clock.querySelector("dl").hidden = false;
    clock.querySelector(".clock-day").hidden = true;
    setInterval(show, 1000);
  }

  function copyOnClick(link) {
    var said = link.closest(".share").querySelector(".copied");
    link.addEventListener("click", function (event) {
      if (!navigator.clipboard) return; // then it stays what it is: a link to this page
      event.preventDefault();
      navigator.clipboard.writeText(link.href).then(
        function () { said.textContent = "Alamat sudah disalin."; },
        function () { said.textContent = link.href; }
      );
    });
  }

  document.querySelectorAll("[data-countdown]").forEach(startClock);
  document.querySelectorAll("[data-copy]").forEach(copyOnClick);
})();
