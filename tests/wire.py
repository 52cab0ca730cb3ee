"""What the end-to-end tests share: a truced of their own, and a client that knows
nothing but docs/protocol.md."""
import os
import shutil
import socket
import struct
import subprocess
import tempfile

BIN = os.environ.get("TRUCE_BIN", "build/bin")
SOURCE = os.environ.get("TRUCE_SOURCE", os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def varint(n):
    out = b""
    n &= (1 << 64) - 1
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])


def number(key, value):
    return varint(key << 3) + varint(value)


def field(key, content):
    if isinstance(content, str):
        content = content.encode()
    return varint(key << 3 | 2) + varint(len(content)) + content


def fields(data):
    """(number, value) of each field of a message."""
    at = 0
    while at < len(data):
        values = []
        for _ in range(2):
            value = shift = 0
            while True:
                byte = data[at]
                at, value, shift = at + 1, value | (byte & 127) << shift, shift + 7
                if byte < 128:
                    break
            values.append(value)
        key, value = values
        if key & 7 == 2:
            yield key >> 3, data[at:at + value]
            at += value
        else:
            yield key >> 3, value


class Lost(Exception):
    """The connection ended."""


class Client:
    """One connection; ids count up; replies are taken one at a time or by id."""

    def __init__(self, url, timeout=60):
        if url.startswith("ipc://"):
            self.lead = b"\1"
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(timeout)
            self.socket.connect(url[6:])
        else:
            host, port = url[6:].split(":")
            self.lead = b""
            self.socket = socket.create_connection((host, int(port)), timeout)
        self.id = 0x80000000
        self.replies = {}
        self.socket.sendall(b"\0SP\0\0\x30\0\0")
        if self.receive(8) != b"\0SP\0\0\x31\0\0":
            raise Lost("not a REP side")

    def close(self):
        self.socket.close()

    def receive(self, size):
        data = b""
        while len(data) < size:
            try:
                part = self.socket.recv(size - len(data))
            except (ConnectionError, OSError) as e:
                raise Lost(str(e))
            if not part:
                raise Lost("closed")
            data += part
        return data

    def send(self, method, message=b"", timeout_ms=0, metadata=()):
        envelope = field(1, method) + field(2, message)
        if timeout_ms:
            envelope += number(3, timeout_ms)
        for key, value in metadata:
            envelope += field(4, field(1, key) + field(2, value))
        self.id = self.id + 1 | 0x80000000
        try:
            self.socket.sendall(self.lead + struct.pack(">QI", len(envelope) + 4, self.id) + envelope)
        except (ConnectionError, OSError) as e:
            raise Lost(str(e))
        return self.id

    def take(self, call):
        while call not in self.replies:
            (size,) = struct.unpack(">Q", self.receive(8 + len(self.lead))[len(self.lead):])
            frame = self.receive(size)
            self.replies[struct.unpack(">I", frame[:4])[0]] = frame[4:]
        return Reply(self.replies.pop(call))

    def call(self, method, message=b"", **options):
        return self.take(self.send(method, message, **options))


class Reply:
    def __init__(self, data):
        self.code, self.message, self.payload, self.revision, self.details = 0, "", b"", 0, []
        for key, value in fields(data):
            if key == 1:
                self.code = value
            elif key == 2:
                self.message = value.decode()
            elif key == 3:
                self.details.append(value)
            elif key == 4:
                self.payload = value
            elif key == 5:
                self.revision = value

    def detail(self, type_name):
        """The bytes of the detail of one type; none where there is none."""
        for detail in self.details:
            parts = dict(fields(detail))
            if parts[1].endswith(b"/google.rpc." + type_name.encode()):
                return parts.get(2, b"")
        return b""

    @property
    def reason(self):
        return dict(fields(self.detail("ErrorInfo"))).get(1, b"").decode()

    @property
    def violations(self):
        """(field, what is wrong with it) of each bad field."""
        parts = [dict(fields(v)) for _, v in fields(self.detail("BadRequest"))]
        return [(part.get(1, b"").decode(), part.get(2, b"").decode()) for part in parts]


class Truced:
    """A truced on a store in a folder of its own, over ipc and a free TCP port."""

    def __init__(self, folder=None, *options):
        self.made = None if folder else tempfile.mkdtemp(prefix="truce-")
        self.folder = folder or self.made
        self.store = os.path.join(self.folder, "store")
        self.ipc = "ipc://" + os.path.join(self.folder, "s")
        self.options = options
        self.process = None
        if not os.path.exists(os.path.join(self.store, "data.mdb")):
            subprocess.run([BIN + "/truced", "init", self.store], check=True, capture_output=True)
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [BIN + "/truced", "--store", self.store, "--listen", self.ipc, "--listen", "tcp://127.0.0.1:0", *self.options],
            stderr=subprocess.PIPE, text=True)
        self.tcp = None
        ready, lines = 0, []
        while ready < 2:
            line = self.process.stderr.readline()
            if not line:
                raise RuntimeError("truced did not start: " + "".join(lines))
            lines.append(line)
            if "serving " in line:
                ready += 1
                for word in line.replace(",", " ").split():
                    if word.startswith("tcp://"):
                        self.tcp = word

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    def stop(self):
        """Ends it as an operator would, and answers its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        if not self.process.stderr.closed:
            self.process.communicate()
        if self.made:
            shutil.rmtree(self.made)
            self.made = None
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.stop()


def truced(*words, **options):
    return subprocess.run([BIN + "/truced", *words], capture_output=True, text=True, **options)


def truce(*words, **options):
    return subprocess.run([BIN + "/truce", *words], capture_output=True, text=True, **options)


def statement(title):
    return number(10, 1) + field(12, title) + field(29, field(1, "made") + field(2, "Made by a test"))
