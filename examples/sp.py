import os, signal, socket, struct, sys

def varint(n):
    out = b""
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])

def field(number, content):                       # a length-delimited field
    return varint(number << 3 | 2) + varint(len(content)) + content

def fields(data):                                 # (number, value) of each field
    at = 0
    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at, value, shift = at + 1, value | (byte & 127) << shift, shift + 7
            if byte < 128:
                return value
    while at < len(data):
        key = number()
        if key & 7 == 0:
            yield key >> 3, number()
        elif key & 7 == 1:                        # a double
            yield key >> 3, struct.unpack_from("<d", data, at)[0]
            at += 8
        else:                                     # this service sends no other kinds
            size = number()
            yield key >> 3, data[at:at + size]
            at += size

def receive(s, size):
    data = b""
    while len(data) < size:
        part = s.recv(size - len(data))
        if not part:
            sys.exit("the service closed the connection")
        data += part
    return data

def call(s, method, message):
    envelope = field(1, method.encode()) + field(2, message)
    s.sendall(struct.pack(">QI", len(envelope) + 4, 0x80000001) + envelope)
    (size,) = struct.unpack(">Q", receive(s, 8))
    reply = dict(fields(receive(s, size)[4:]))
    if reply.get(1, 0) != 0:
        sys.exit("code %d: %s" % (reply[1], reply.get(2, b"").decode()))
    return reply

def connect():
    host, port = os.environ.get("TRUCE_ADDRESS", "127.0.0.1:7710").split(":")
    s = socket.create_connection((host, int(port)))
    s.sendall(b"\0SP\0\0\x30\0\0")
    assert receive(s, 8) == b"\0SP\0\0\x31\0\0"
    return s

if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)    # whoever reads what is printed may stop
    reply = call(connect(), "/truce.v1.RoundService/GetRound", field(1, b"rounds/astana-6"))
    print("revision", reply[5])
    for number, value in fields(reply[4]):
        print(number, value)
