import Diagnostics
import Hummingbird
import NIOCore
import SiteBuilding
import Synchronization

/// What a request comes with: the connection, so that events can end it; none in tests.
struct PreviewConnection: InitializableFromSource {
    let channel: (any Channel)?

    init(source: ApplicationRequestContextSource) { channel = source.channel }

    init() { channel = nil }
}

/// Answers every request of a preview.
///
/// Requests are not routed by Hummingbird's `Router`, which decodes a path before it matches: what may be served is
/// decided by `RequestPath` on the bytes that the browser sent.
struct PreviewResponder: HTTPResponder {
    let pages: ServedPages
    let hub: EventHub
    let site: LiveSite
    let hosts: AllowedHosts
    let language: @Sendable () -> Language

    func respond(to request: Request, context: PreviewConnection) async throws -> Response {
        guard hosts.allow(request.head.authority) else { return plain(.misdirectedRequest, "unknown host\n") }
        guard request.method == .get || request.method == .head else {
            var response = plain(.methodNotAllowed, "GET or HEAD only\n")
            response.headers[.allow] = "GET, HEAD"
            return response
        }
        let response = try await answer(request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ request: Request, _ connection: PreviewConnection) async throws -> Response {
        switch request.uri.path {
        case PageInjection.scriptPath: return text(PreviewScript.text, "text/javascript; charset=utf-8")
        case "/.gridshow/bar": return text(await bar(of: page(request)), "text/html; charset=utf-8")
        case "/.gridshow/events": return events(request, connection)
        default: return file(request)
        }
    }

    /// The page that a question is about; a page that cannot exist where the question is no good.
    private func page(_ request: Request) -> String {
        request.uri.queryParameters.get("page") ?? ""
    }

    private func bar(of page: String) async -> String {
        let answer = await site.facts(of: page)
        let bar = ReviewBar(language: language()) { (try? diagnosticSource($0)) ?? nil }
        return bar.html(facts: answer?.facts, diagnostics: answer?.diagnostics ?? [])
    }

    private func events(_ request: Request, _ connection: PreviewConnection) -> Response {
        let body: ResponseBody =
            if request.method == .head {
                ResponseBody()
            } else {
                stream(page(request), request.uri.queryParameters.get("version") ?? "", connection.channel)
            }
        return Response(
            status: .ok, headers: Self.headers("text/event-stream"), body: body)
    }

    private func stream(_ page: String, _ version: String, _ channel: (any Channel)?) -> ResponseBody {
        ResponseBody { [hub] writer in
            let (id, events) = hub.open(page, shown: version) { channel?.close(promise: nil) }
            defer { hub.close(id) }
            channel?.closeFuture.whenComplete { _ in hub.close(id) }
            for await event in events { try await writer.write(event) }
            try await writer.finish(nil)
        }
    }

    private func file(_ request: Request) -> Response {
        do {
            switch try pages.find(request.uri.path) {
            case .page(let path): return page(path, pages.shown(at: path))
            case .file(let file, let name): return part(of: file, name, request.headers[.range])
            case .redirect(let address):
                var response = plain(.movedPermanently, "")
                response.headers[.location] = address
                return response
            case .refused: return plain(.notFound, "not found\n")
            }
        } catch {
            return plain(.internalServerError, "\(error)\n")
        }
    }

    private func page(_ path: String, _ shown: ServedPages.Shown) -> Response {
        let bytes = PageInjection.inject(into: shown.bytes, path: path, version: PageVersion(shown.bytes))
        return Response(
            status: shown.isFound ? .ok : .notFound, headers: Self.headers("text/html; charset=utf-8"),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func part(of file: OpenFile, _ name: String, _ header: String?) -> Response {
        var headers = Self.headers(MediaType.of(name))
        headers[.acceptRanges] = "bytes"
        switch ByteRange(header, size: file.size) {
        case .whole: return Response(status: .ok, headers: headers, body: Self.body(file, 0..<file.size))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            return Response(status: .partialContent, headers: headers, body: Self.body(file, range))
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(file.size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
    }

    /// The bytes piece by piece, so that a video is not held in memory.
    private static func body(_ file: OpenFile, _ range: Range<Int>) -> ResponseBody {
        let piece = 131_072
        return ResponseBody(contentLength: range.count) { writer in
            for start in stride(from: range.lowerBound, to: range.upperBound, by: piece) {
                let bytes = try file.read(start..<min(start + piece, range.upperBound))
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            try await writer.finish(nil)
        }
    }

    private func text(_ text: String, _ type: String) -> Response {
        Response(status: .ok, headers: Self.headers(type), body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: Self.headers("text/plain; charset=utf-8"),
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Nothing is kept by browsers: the next build may change it.
    private static func headers(_ type: String) -> HTTPFields {
        var headers: HTTPFields = [:]
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        return headers
    }
}
