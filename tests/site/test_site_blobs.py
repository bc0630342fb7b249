"""Photo files: resumed after a cut, checked by their name, asked for in one request."""

import hashlib
import os

import pytest
from site_net import photo

from desktop_app.domain.newsroom import Role


def send(site, sha256, offset, length, data, **more):
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(length)}
    return site.ask("PATCH", f"/sync/v1/blobs/{sha256}", data, **headers, **more)


def test_a_cut_upload_goes_on_where_it_stopped(small_site):
    site, data = small_site, os.urandom(50_000)
    sha256 = hashlib.sha256(data).hexdigest()
    path = f"/sync/v1/blobs/{sha256}"
    assert site.ask("HEAD", path).status == 404
    assert send(site, sha256, 0, len(data), data[:20_000]).headers["upload-offset"] == "20000"
    assert site.ask("HEAD", path).headers["upload-offset"] == "20000"
    have = site.ask("POST", "/sync/v1/blobs/have", {"sha256": [sha256, "0" * 64]}).json
    assert have == {"missing": [sha256, "0" * 64], "partial": {sha256: 20_000}}
    for offset in (0, 10_000, 30_000):
        wrong = send(site, sha256, offset, len(data), data[offset : offset + 5])
        assert (wrong.status, wrong.headers["upload-offset"]) == (409, "20000")
    assert site.ask("GET", path).status == 404
    last = send(site, sha256, 20_000, len(data), data[20_000:])
    assert (last.status, last.headers["upload-complete"]) == (204, "?1")
    assert send(site, sha256, 0, len(data), data[:5]).headers["upload-offset"] == str(len(data))
    assert site.ask("GET", path).data == data
    part = site.ask("GET", path, Range="bytes=49990-60000")
    assert (part.status, part.data) == (206, data[49_990:])
    assert site.ask("POST", "/sync/v1/blobs/have", {"sha256": [sha256]}).json["missing"] == []


def test_bytes_that_do_not_add_up_are_thrown_away(small_site):
    sha256 = hashlib.sha256(b"yang benar").hexdigest()
    assert send(small_site, sha256, 0, 9, b"yang lain").status == 422
    assert small_site.ask("HEAD", f"/sync/v1/blobs/{sha256}").status == 404
    assert send(small_site, sha256, 0, 10, b"yang benar").status == 204


@pytest.mark.parametrize("name", ["..%2f..%2fsitus.db", "A" * 64, "a" * 63, "a" * 65])
def test_only_hashes_are_names(small_site, name):
    assert small_site.ask("GET", f"/sync/v1/blobs/{name}").status in (404, 422)


def test_sizes_are_bounded(small_site):
    sha256 = "a" * 64
    assert send(small_site, sha256, 0, 200 * 1024 * 1024, b"x").status == 413
    assert send(small_site, sha256, 0, 5, b"lebih dari lima").status == 422
    assert send(small_site, sha256, 0, 9_000_000, b"x" * (4 * 1024 * 1024 + 1)).status == 413
    assert small_site.ask("POST", "/sync/v1/blobs/have", {"sha256": [sha256] * 10_001}).status == 413


def test_files_are_for_the_newsroom_and_proofreaders_send_none(small_site):
    assert send(small_site, "a" * 64, 0, 1, b"x", role=None).status == 401
    assert send(small_site, "a" * 64, 0, 1, b"x", role=Role.PROOFREADER).status == 403


def test_a_photo_waits_for_all_its_files(site):
    from dataclasses import replace

    whole = photo(site, "senja")
    lost = replace(whole.renditions[0], sha256="d" * 64)
    refused = site.save("photo", replace(whole, renditions=(*whole.renditions, lost)))
    assert (refused["status"], refused["missing"]) == ("missing_blob", ["d" * 64])
    refused = site.save("photo", replace(whole, sha256="e" * 64))
    assert (refused["status"], refused["missing"]) == ("missing_blob", ["e" * 64])
    assert site.changes()["head"] == 0
    assert site.save("photo", whole)["status"] == "ok"
