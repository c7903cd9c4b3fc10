import Content
import Diagnostics
import Markdown
import Testing

@testable import SiteBuilding

/// Links of one text, through the Markdown reader, against a table of routes.
struct LinkResolverTests {
    private let routes = RouteTable(
        articles: [], drafts: [], faulty: [], communities: [], elections: [], topics: TopicIndex([]),
        files: [
            StaticFile(path: "images/a.jpg", signature: .unknown, size: ImageSize(width: 4, height: 3)),
            StaticFile(path: "images/广 场.jpg", signature: .unknown, size: nil),
            StaticFile(path: "files/表.pdf", signature: .unknown, size: nil),
            StaticFile(path: "cases/x.pdf", signature: .unknown, size: nil),
        ])

    private func resolve(_ destination: String, image: Bool = false) throws -> ResolvedLink {
        let text = "## 做法\n\n\(image ? "!" : "")[字](<\(destination)>)\n"
        let source = MarkdownSource(file: "content/cases/a.md", bytes: Array(text.utf8))
        let document = MarkdownParser.parse(source).document
        let reference = try #require(document.references.first, "no link was read from \(text)")
        return LinkResolver(contentPath: "cases/a.md", routes: routes, anchors: Set(document.anchors)).resolve(
            reference)
    }

    @Test(
        "A path counts from the text's own folder, or from the content folder where it begins with a slash",
        arguments: [
            ("x.pdf", "cases/x.pdf"), ("./x.pdf", "cases/x.pdf"), ("../files/表.pdf", "files/表.pdf"),
            ("/files/表.pdf", "files/表.pdf"),
            ("../images/%E5%B9%BF%20%E5%9C%BA.jpg", "images/广 场.jpg"), ("../images/广%20场.jpg", "images/广 场.jpg"),
            (".././images//a.jpg", "images/a.jpg"), ("../cases/../images/a.jpg", "images/a.jpg"),
            ("../news", "news/index.html"),
            ("/home", "index.html"), ("../topics/", "topics/index.html"),
        ])
    func paths(destination: String, target: String) throws {
        let link = try resolve(destination)
        #expect(link.diagnostic == nil)
        #expect(link.target == target)
    }

    @Test(
        "What leads nowhere is broken, also what leads out of the content folder",
        arguments: [
            "y.pdf", "../../images/a.jpg", "/../images/a.jpg", "%zz.pdf", "%FF.pdf", "images/a.jpg", "../Images/a.jpg",
            "a.md",
        ])
    func broken(destination: String) throws {
        #expect(try resolve(destination).diagnostic?.id == "broken-link")
    }

    @Test(
        "Addresses of the web are left as they are",
        arguments: [
            "https://example.org/a b", "HTTP://EXAMPLE.ORG", "//example.org/x", "mailto:a@example.org", "tel:028",
        ])
    func external(destination: String) throws {
        let link = try resolve(destination)
        #expect(link.isExternal && link.diagnostic == nil && link.anchorUse == nil)
    }

    @Test(
        "Scripts, data and local files are no addresses, however they are spelled",
        arguments: [
            "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x",
            "x-y+z.1:a",
        ])
    func schemes(destination: String) throws {
        #expect(try resolve(destination).diagnostic?.id == "bad-address")
        #expect(try resolve(destination, image: true).diagnostic?.id == "bad-address")
    }

    @Test("A colon in a file's name makes no scheme of it")
    func colon() throws {
        #expect(try resolve("./a:b.pdf").diagnostic?.id == "broken-link")
        #expect(try resolve("专题:一.pdf").diagnostic?.id == "broken-link")
    }

    @Test("A fragment alone must be a heading of the text; an empty one is its start")
    func ownAnchors() throws {
        #expect(try resolve("#做法").diagnostic == nil)
        #expect(try resolve("#%E5%81%9A%E6%B3%95").diagnostic == nil)
        #expect(try resolve("#").diagnostic == nil)
        #expect(try resolve("#成效").diagnostic?.id == "broken-anchor")
        #expect(try resolve("#做法", image: true).diagnostic != nil)
    }

    @Test("Pictures come from the site, with their size; a page is no picture")
    func pictures() throws {
        #expect(try resolve("../images/a.jpg", image: true).size == ImageSize(width: 4, height: 3))
        #expect(try resolve("../news", image: true).diagnostic?.id == "missing-image")
        #expect(try resolve("https://example.org/a.jpg", image: true).diagnostic?.id == "external-resource")
        #expect(try resolve("../images/b.jpg", image: true).diagnostic?.id == "missing-image")
    }
}
