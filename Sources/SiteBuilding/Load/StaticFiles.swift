/// The files that are published as they are, with the sizes of those that are pictures.
func loadStaticFiles(_ listing: ContentListing, jobs: Int) throws -> [(path: String, size: ImageSize?)] {
    try parallelMap(count: listing.staticFiles.count, jobs: jobs) { index in
        let path = listing.staticFiles[index]
        guard path.hasPrefix("images/"), let bytes = try readFile(listing.file(path)) else { return (path, nil) }
        return (path, imageSize(of: bytes))
    }
}
