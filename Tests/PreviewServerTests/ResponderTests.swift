import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SiteBuilding
import Synchronization
import TestSupport
import Testing

@testable import PreviewServer

/// A site on the disk and what a preview answers about it.
struct ResponderTests {
    private struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String
    }

    private struct Collector: ResponseBodyWriter {
        final class Bytes: Sendable { let buffer = Mutex(ByteBuffer()) }
        let bytes = Bytes()
        mutating func write(_ buffer: ByteBuffer) { bytes.buffer.withLock { _ = $0.writeImmutableBuffer(buffer) } }
        consuming func finish(_ trailingHeaders: HTTPFields?) {}
    }

    private let folder: TemporaryFolder
    private let responder: PreviewResponder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("<html><body>home</body></html>", to: "output/index.html")
        try folder.write("<html><body>lost</body></html>", to: "output/404.html")
        try folder.write("<html><body>case</body></html>", to: "output/cases/a.html")
        try folder.write("0123456789", to: "output/films/a.mp4")
        try folder.write("body{}", to: "output/site.css")
        try folder.write("not for you", to: "output/.gridshow-manifest")
        try folder.write("not for you", to: "secret.html")
        var build = BuildOptions()
        build.output = "\(folder.path)/output"
        build.content = "\(folder.path)/content"
        responder = PreviewServer(PreviewOptions(build: build)) { _ in }.responder
    }

    private func ask(
        _ path: String, _ method: HTTPRequest.Method = .get, range: String? = nil, host: String = "localhost"
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: host, path: path)
        head.headerFields[.range] = range
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        let response = try await responder.respond(to: request, context: PreviewConnection())
        let collector = Collector()
        try await response.body.write(collector)
        return Answer(
            status: response.status.code, headers: response.headers,
            text: collector.bytes.buffer.withLock { String(buffer: $0) })
    }

    @Test("pages come with the preview's script, and the files stay as they are published")
    func pages() async throws {
        for (path, text) in ["/": "home", "/index.html": "home", "/cases/a.html?x=1": "case"] {
            let answer = try await ask(path)
            #expect(answer.status == 200 && answer.text.contains(text) && answer.text.contains("/.gridshow/preview.js"))
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            #expect(answer.headers[.cacheControl] == "no-store")
        }
        #expect(folder.text("output/index.html") == "<html><body>home</body></html>")
    }

    @Test("a page that is not there shows 404.html, and says so")
    func missing() async throws {
        for path in ["/none.html", "/cases/", "/cases/none"] {
            let answer = try await ask(path)
            #expect(
                answer.status == 404 && answer.text.contains("lost") && answer.text.contains("preview.js"), "\(path)")
        }
        try folder.remove("output/404.html")
        let answer = try await ask("/none.html")
        #expect(answer.status == 404 && answer.text.contains("preview.js"), "the overlay needs the script")
    }

    @Test(
        "nothing outside of the site is served",
        arguments: [
            "/../secret.html", "/%2e%2e/secret.html", "/cases/../../secret.html", "/..%2fsecret.html",
            "/..%5csecret.html", "/.gridshow-manifest", "/cases/%2e%2e/%2e%2e/secret.html", "/link.html",
            "/folder/secret.html",
            "/secret.html%00.css", "//secret.html", "/.gridshow/bar?page=../secret.html",
            "/.gridshow/bar?page=..%2fsecret.html",
        ])
    func traversal(path: String) async throws {
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: "\(folder.path)/output/link.html", withDestinationPath: "../secret.html")
        try files.createSymbolicLink(atPath: "\(folder.path)/output/folder", withDestinationPath: "..")
        let answer = try await ask(path)
        #expect(!answer.text.contains("not for you") && (answer.status == 404 || path.contains("bar")), "\(answer)")
    }

    @Test("a folder without its slash leads to the one with it")
    func folderAddress() async throws {
        let answer = try await ask("/cases")
        #expect(answer.status == 301 && answer.headers[.location] == "/cases/")
    }

    @Test("other files have their media type and no script; HEAD has the headers and no body")
    func files() async throws {
        let answer = try await ask("/site.css")
        #expect(answer.text == "body{}" && answer.headers[.contentType] == "text/css; charset=utf-8")
        let head = try await ask("/site.css", .head)
        #expect(head.status == 200 && head.text.isEmpty && head.headers[.contentLength] == "6")
    }

    @Test("a video is served in parts")
    func ranges() async throws {
        let part = try await ask("/films/a.mp4", range: "bytes=2-4")
        #expect(part.status == 206 && part.text == "234" && part.headers[.contentRange] == "bytes 2-4/10")
        let none = try await ask("/films/a.mp4", range: "bytes=99-")
        #expect(none.status == 416 && none.headers[.contentRange] == "bytes */10")
        let whole = try await ask("/films/a.mp4")
        #expect(whole.status == 200 && whole.text == "0123456789" && whole.headers[.acceptRanges] == "bytes")
    }

    @Test("only GET and HEAD are answered, and only under this computer's names")
    func refusals() async throws {
        let post = try await ask("/", .post)
        #expect(post.status == 405 && post.headers[.allow] == "GET, HEAD")
        let foreign = try await ask("/", host: "example.org")
        #expect(foreign.status == 421 && !foreign.text.contains("home"))
    }
}
