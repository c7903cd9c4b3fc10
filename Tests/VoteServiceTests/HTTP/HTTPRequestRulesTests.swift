import Glibc
import Testing
import VoteCore

@testable import VoteService

@Suite(.serialized) struct `Requests that a vote service refuses` {
    @Test func `addresses, methods and media types are those of the table`() async throws {
        try await RunningService.with { service in
            let cases: [(String, String, String?, [String], Int, String)] = [
                ("GET", "/", nil, [], 404, "E_PATH"),
                ("GET", "/v1/elections/other", nil, [], 404, "E_ELECTION"),
                ("GET", "\(service.base)/nothing", nil, [], 404, "E_PATH"),
                ("GET", "\(service.base)/receipts/AAAAAAAAAAAAAAAAAAAAAA", nil, [], 404, "E_RECEIPT"),
                ("GET", "\(service.base)/receipts/short", nil, [], 404, "E_RECEIPT"),
                ("GET", "\(service.base)/ballots", nil, [], 405, "E_METHOD"),
                ("DELETE", service.base, nil, [], 405, "E_METHOD"),
                ("OPTIONS", "\(service.base)/ballots", nil, [], 405, "E_METHOD"),
                ("POST", "\(service.base)/ballots", "{}", ["Content-Type: text/plain"], 415, "E_MEDIA_TYPE"),
                (
                    "POST", "\(service.base)/ballots", "{}", ["Content-Type: application/x-www-form-urlencoded"], 415,
                    "E_MEDIA_TYPE"
                ),
                (
                    "POST", "\(service.base)/ballots", "{}", ["Content-Type: application/json; charset=utf-8"], 400,
                    "E_MISSING"
                ),
                ("POST", "\(service.base)/ballots", String(repeating: " ", count: 4097), [], 413, "E_TOO_LARGE"),
                ("GET", service.base, nil, ["X-Long: " + String(repeating: "a", count: 9000)], 431, "E_HEADERS"),
            ]
            for (method, path, body, headers, status, code) in cases {
                let answer = try await service.request(method, path, body, headers)
                #expect(
                    answer.status == status && answer.code == code, "\(method) \(path): \(answer.status) \(answer.text)"
                )
                if status == 405 { #expect(answer["allow"] != nil) }
            }
        }
    }

    /// Sec-Fetch-Site, Origin, and whether the request is taken: four times six cases.
    private static let origins: [(site: String?, origin: String?, isTaken: Bool)] = {
        let hosts: [(String?, Bool)] = [
            (nil, true), ("https://vote.example", true), ("http://vote.example", true), ("https://evil.example", false),
            ("null", false), ("https://vote.example.evil.example", false),
        ]
        return [nil, "same-origin", "cross-site", "same-site"].flatMap { site in
            hosts.map { origin, isOwn in (site, origin, site.map { $0 == "same-origin" } ?? isOwn) }
        }
    }()

    @Test func `only the election's own pages may ask for puzzles and cast ballots`() async throws {
        try await RunningService.with { service in
            for (site, origin, isTaken) in Self.origins {
                let headers = [site.map { "Sec-Fetch-Site: \($0)" }, origin.map { "Origin: \($0)" }].compactMap { $0 }
                var lines = ["POST \(service.base)/ballots HTTP/1.1", "Host: vote.example"] + headers
                lines += ["Content-Type: application/json", "Content-Length: 2"]
                let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n{}").utf8)
                let answer = try await RawClient.blocking { [port = service.port] in
                    let client = try RawClient.connect(port: port)
                    client.send(bytes)
                    return client.answer()
                }
                let expected = isTaken ? "E_MISSING" : "E_ORIGIN"
                #expect(answer?.code == expected, "\(site ?? "-") \(origin ?? "-")")
            }
        }
    }

    @Test func `named origins take the place of the host`() {
        let rule = OriginRule(sites: ["https://www.example"])
        func allows(_ origin: String) -> Bool {
            rule.allows(
                WholeRequest(
                    head: .init(
                        version: .http1_1, method: .POST, uri: "/",
                        headers: ["host": "vote.example", "origin": origin]), body: [], address: nil))
        }
        #expect(allows("https://www.example"))
        #expect(!allows("https://vote.example"))
        #expect(!allows("http://www.example"))
    }

    /// Forms of requests that two programs could read differently, and bombs; every one must get 4xx and the end of the
    /// connection.
    private static let malformed: [(name: String, bytes: String, status: Int)] = {
        let get = "GET /v1/health HTTP/1.1\r\nHost: a\r\n"
        let post = "POST /v1/elections/x/ballots HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        let chunked = post + "Transfer-Encoding: chunked\r\n"
        return [
            ("length and chunks", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("chunks and length", chunked + "Content-Length: 4\r\n\r\n0\r\n\r\n", 400),
            ("two equal lengths", post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400),
            ("two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
            ("a list of lengths", post + "Content-Length: 2, 2\r\n\r\n{}", 400),
            ("a length with a sign", post + "Content-Length: +2\r\n\r\n{}", 400),
            ("a negative length", post + "Content-Length: -1\r\n\r\n{}", 400),
            ("a length in hexadecimal", post + "Content-Length: 0x2\r\n\r\n{}", 400),
            ("a length beyond numbers", post + "Content-Length: 99999999999999999999999\r\n\r\n{}", 400),
            ("a length above the limit", post + "Content-Length: 5000\r\n\r\n", 413),
            ("an unknown coding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
            ("two codings", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
            ("chunks, then identity", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400),
            ("a coding twice", chunked + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("a space before the colon", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
            ("a vertical tab", post + "Transfer-Encoding: \u{b}chunked\r\n\r\n0\r\n\r\n", 400),
            ("a folded line", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400),
            ("chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("bare line feeds", "GET /v1/health HTTP/1.1\nHost: a\n\n", 400),
            ("bare carriage returns", "GET /v1/health HTTP/1.1\rHost: a\r\r", 400),
            ("a line feed in a value", get + "X: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("NUL", get + "X: a\0b\r\n\r\n", 400),
            ("no host", "GET /v1/health HTTP/1.1\r\n\r\n", 400),
            ("two hosts", get + "Host: b\r\n\r\n", 400),
            ("HTTP/0.9", "GET /v1/health\r\n\r\n", 400),
            ("HTTP/1.2", "GET /v1/health HTTP/1.2\r\nHost: a\r\n\r\n", 400),
            ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
            ("a whole address", "GET http://a/v1/health HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("an upgrade", get + "Connection: upgrade\r\nUpgrade: websocket\r\n\r\n", 400),
            ("an unknown method", "FOO /v1/health HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("TLS", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}", 400),
            ("GET with a body", get + "Content-Length: 5\r\n\r\nhello", 413),
            ("a header of a million bytes", get + "X: " + String(repeating: "a", count: 1_000_000) + "\r\n\r\n", 431),
            ("a hundred headers", get + (0..<100).map { "X\($0): a\r\n" }.joined() + "\r\n", 431),
            ("a long target", "GET /" + String(repeating: "a", count: 3000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 431),
            ("an endless target", "GET /" + String(repeating: "a", count: 2_000_000), 431),
            ("an endless chunk extension", chunked + "\r\n2;" + String(repeating: "a", count: 1_000_000), 413),
            ("a hundred thousand chunks", chunked + "\r\n" + String(repeating: "1\r\na\r\n", count: 100_000), 413),
            ("an overflowing chunk", chunked + "\r\nffffffffffffffff0\r\n", 400),
            ("a negative chunk", chunked + "\r\n-1\r\n", 400),
            ("a chunk that is too long", chunked + "\r\n2\r\n{}x\r\n0\r\n\r\n", 400),
            ("chunks with line feeds", chunked + "\r\n2\n{}\n0\n\n", 400),
            ("trailers", chunked + "\r\n2\r\n{}\r\n0\r\n" + (0..<500).map { "T\($0): a\r\n" }.joined() + "\r\n", 431),
        ]
    }()

    @Test func `forms that two programs could read differently end the connection`() async throws {
        try await RunningService.with { service in
            for (name, text, status) in Self.malformed {
                let (answer, isEnded) = try await RawClient.blocking { [port = service.port] in
                    let client = try RawClient.connect(port: port)
                    client.send(Array(text.utf8))
                    let answer = client.answer()
                    return (answer, answer != nil && client.isEnded())
                }
                #expect(answer?.status == status, "\(name): \(answer?.text ?? "no answer")")
                #expect(isEnded, "\(name): the connection must end")
            }
            #expect(try await service.request("GET", "/v1/health").status == 200)
        }
    }

    @Test func `requests behind one another are answered in order on one connection`() async throws {
        try await RunningService.with { service in
            let bytes =
                RunningService.bytes("GET", "/v1/health")
                + RunningService.bytes("POST", "\(service.base)/ballots", "{}")
                + RunningService.bytes("GET", "/v1/nothing")
            let statuses = try await RawClient.blocking { [port = service.port] in
                let client = try RawClient.connect(port: port)
                for byte in bytes { client.send([byte]) }
                return (0..<3).map { _ in client.answer()?.status }
            }
            #expect(statuses == [200, 400, 404])
        }
    }

    @Test func `slow requests and silent connections end in time, and others are served meanwhile`() async throws {
        try await RunningService.with(options: { $0.voting.limits.patience = .milliseconds(600) }) { service in
            let port = service.port
            async let silent = RawClient.blocking { try RawClient.connect(port: port).isEnded() }
            async let slowHead = RawClient.blocking {
                let client = try RawClient.connect(port: port)
                client.send(Array("GET /v1/health HTTP/1.1\r\nHo".utf8))
                return client.answer()?.code
            }
            async let slowBody = RawClient.blocking {
                let client = try RawClient.connect(port: port)
                client.send(
                    Array("POST /v1/elections/x/ballots HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n".utf8))
                // A byte now and then must not prolong it.
                for _ in 0..<20 {
                    client.send([0x20])
                    Self.pause(milliseconds: 60)
                }
                return client.answer()?.code
            }
            async let honest = Self.patientRequests(port)
            let (ended, head, body, served) = try await (silent, slowHead, slowBody, honest)
            #expect(ended)
            #expect(head == "E_TIMEOUT")
            #expect(body == "E_TIMEOUT")
            #expect(served == 15)
        }
    }

    /// Requests on one connection for longer than its patience: a connection in use is not cut off.
    private static func patientRequests(_ port: Int) async throws -> Int {
        try await RawClient.blocking {
            let client = try RawClient.connect(port: port)
            return (0..<15).count { _ in
                pause(milliseconds: 80)
                client.send(RunningService.bytes("GET", "/v1/health"))
                return client.answer()?.status == 200
            }
        }
    }

    private static func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

    @Test func `connections above the limit are closed, and room is made when others end`() async throws {
        try await RunningService.with(options: { $0.voting.limits.connections = 3 }) { service in
            let (full, after) = try await RawClient.blocking { [port = service.port] in
                let request = RunningService.bytes("GET", "/v1/health")
                var clients = try (0..<3).map { _ in try RawClient.connect(port: port) }
                for client in clients {
                    client.send(request)
                    _ = client.answer()
                }
                let fourth = try RawClient.connect(port: port)
                let isRefused = fourth.isEnded()
                clients = []
                Self.pause(milliseconds: 200)
                let fifth = try RawClient.connect(port: port)
                fifth.send(request)
                return (isRefused, fifth.answer()?.status)
            }
            #expect(full)
            #expect(after == 200)
        }
    }
}
