import CaseModel

/// What CASE tells of an item: a file with its facets, its camera, its place, and the codes given to it.
extension CASEWriter {
    mutating func write(_ item: ExchangedItem, as name: CASEName) throws(InterchangeError) {
        let camera = try camera(of: item)
        var descriptions: [String] = []
        var facets = [try fileFacet(of: item, name, &descriptions)]
        if let content = try contentFacet(of: item, name) { facets.append(content) }
        if let picture = try pictureFacet(of: item, name, camera: camera) { facets.append(picture) }
        if let metadata = try metadataFacet(of: item, name) { facets.append(metadata) }
        if let failure = item.failure { descriptions.append(failure.message) }
        var node = CASENode(name, "uco-observable:File")
        node.set("uco-core:objectMarking", names: try markings())
        node.set("uco-core:tag", texts: item.failure.map { ["failure:\($0.code.rawValue)"] } ?? [])
        node.set("uco-core:description", texts: descriptions)
        node.set("uco-core:hasFacet", nodes: facets)
        try write(node)
        try writeContainment(of: item, name)
        if let camera, item.kind != .image {
            let link = try CASEName("relationship", [name.text, camera.text])
            try write(relationship(link, from: name, to: camera, kind: "Created_By"))
        }
        try writeLocation(of: item, name)
    }

    func hash(_ method: String, _ value: [UInt8], of name: CASEName) throws(InterchangeError) -> CASENode {
        let digits = value.hexadecimal.uppercased()
        var node = CASENode(try CASEName("hash", [name.text, method, digits]), "uco-types:Hash")
        node.set("uco-types:hashMethod", method)
        node.set("uco-types:hashValue", digits, type: "xsd:hexBinary")
        return node
    }

    private func fileFacet(
        of item: ExchangedItem,
        _ name: CASEName,
        _ descriptions: inout [String]
    ) throws(InterchangeError) -> CASENode {
        let times = item.times
        // Two items may be equal but for their times: each then keeps a facet of its own.
        let told = [times.modified, times.changed, times.accessed, times.created].map { $0 ?? "" }
        var facet = CASENode(try CASEName("file-facet", [name.text] + told), "uco-observable:FileFacet")
        facet.set("uco-observable:fileName", item.fileName)
        facet.set("uco-observable:filePath", item.path)
        if let dot = item.fileName.lastIndex(of: "."), dot != item.fileName.startIndex {
            let ending = item.fileName[item.fileName.index(after: dot)...]
            if !ending.isEmpty { facet.set("uco-observable:extension", String(ending)) }
        }
        facet.set("uco-observable:sizeInBytes", item.digests?.size)
        facet.set("uco-observable:isDirectory", false)
        if let isAllocated = item.isAllocated {
            facet.set("uco-observable:allocationStatus", isAllocated ? "allocated" : "unallocated")
        }
        facet.set("uco-observable:modifiedTime", time: times.modified, otherwise: &descriptions)
        facet.set("uco-observable:metadataChangeTime", time: times.changed, otherwise: &descriptions)
        facet.set("uco-observable:accessedTime", time: times.accessed, otherwise: &descriptions)
        facet.set("uco-observable:observableCreatedTime", time: times.created, otherwise: &descriptions)
        return facet
    }

    private func contentFacet(of item: ExchangedItem, _ name: CASEName) throws(InterchangeError) -> CASENode? {
        guard let digests = item.digests else { return nil }
        var hashes = [
            try hash("MD5", digests.md5, of: name), try hash("SHA1", digests.sha1, of: name),
            try hash("SHA256", digests.sha256.bytes, of: name),
        ]
        var seen: Set<PerceptualHash> = []
        for picture in item.pictureHashes where seen.insert(picture).inserted {
            hashes.append(try hash("PDQ", picture.bigEndianBytes, of: name))
        }
        var facet = CASENode(try CASEName("content-facet", [name.text]), "uco-observable:ContentDataFacet")
        facet.set("uco-observable:mimeType", item.type)
        facet.set("uco-observable:mimeClass", item.kind?.rawValue)
        facet.set("uco-observable:sizeInBytes", digests.size)
        facet.set("uco-observable:hash", nodes: hashes)
        return facet
    }

    private func pictureFacet(
        of item: ExchangedItem,
        _ name: CASEName,
        camera: CASEName?
    ) throws(InterchangeError) -> CASENode? {
        guard item.kind == .image else { return nil }
        var facet = CASENode(try CASEName("picture-facet", [name.text]), "uco-observable:RasterPictureFacet")
        if let type = item.type, type.hasPrefix("image/") {
            facet.set("uco-observable:pictureType", String(type.dropFirst("image/".count)))
        }
        if item.width > 0, item.height > 0 {
            facet.set("uco-observable:pictureWidth", Int64(item.width))
            facet.set("uco-observable:pictureHeight", Int64(item.height))
        }
        facet.set("uco-observable:camera", camera)
        return facet
    }

    /// A controlled dictionary has each key once, so a second value of a field goes into a second dictionary.
    private func metadataFacet(of item: ExchangedItem, _ name: CASEName) throws(InterchangeError) -> CASENode? {
        var rounds: [[CASENode]] = []
        var counts: [String: Int] = [:]
        for tag in Self.metadata(of: item) {
            let round = counts[tag.name, default: 0]
            counts[tag.name] = round + 1
            if round == rounds.count { rounds.append([]) }
            var entry = CASENode(
                try CASEName("metadata-entry", [name.text, String(round), tag.name]),
                "uco-types:ControlledDictionaryEntry"
            )
            entry.set("uco-types:key", tag.name)
            entry.set("uco-types:value", tag.value)
            rounds[round].append(entry)
        }
        guard !rounds.isEmpty else { return nil }
        var dictionaries: [CASENode] = []
        for (round, entries) in rounds.enumerated() {
            var dictionary = CASENode(
                try CASEName("metadata", [name.text, String(round)]),
                "uco-types:ControlledDictionary"
            )
            dictionary.set("uco-types:entry", nodes: entries)
            dictionaries.append(dictionary)
        }
        var facet = CASENode(try CASEName("exif-facet", [name.text]), "uco-observable:EXIFFacet")
        facet.set("uco-observable:exifData", nodes: dictionaries)
        return facet
    }

    /// The fields as found, and those that only the summary of the capture tells.
    private static func metadata(of item: ExchangedItem) -> [MetadataTag] {
        guard let capture = item.capture else { return item.tags }
        let told: [(name: String, value: String?)] = [
            ("Make", capture.make), ("Model", capture.model), ("BodySerialNumber", capture.bodySerial),
            ("LensSerialNumber", capture.lensSerial), ("DateTimeOriginal", capture.takenAt),
        ]
        return item.tags
            + told.compactMap { field in
                guard let value = field.value,
                    !item.tags.contains(where: { $0.name == field.name || $0.name.hasSuffix("." + field.name) })
                else { return nil }
                return MetadataTag(name: field.name, value: value)
            }
    }

    /// The camera that took an item, if its serial number tells it from others of its model.
    private mutating func camera(of item: ExchangedItem) throws(InterchangeError) -> CASEName? {
        guard let capture = item.capture, let serial = capture.bodySerial else { return nil }
        let name = try CASEName("camera", [capture.make ?? "", capture.model ?? "", serial])
        let device = ExchangedExhibit.Device(
            type: "Camera",
            make: capture.make,
            model: capture.model,
            serial: serial
        )
        var node = CASENode(name, "uco-observable:Device")
        node.set("uco-core:hasFacet", nodes: [try deviceFacet(of: name, device)])
        try writeOnce(name, node)
        return name
    }

    private mutating func writeContainment(of item: ExchangedItem, _ name: CASEName) throws(InterchangeError) {
        let exhibit = try exhibitName(item.exhibit)
        let link = try CASEName("relationship", [name.text, exhibit.text])
        var path = CASENode(try CASEName("path-facet", [link.text]), "uco-observable:PathRelationFacet")
        path.set("uco-observable:path", texts: [item.path])
        var node = relationship(link, from: name, to: exhibit, kind: "Contained_Within")
        node.set("uco-core:hasFacet", nodes: [path])
        try write(node)
    }

    private mutating func writeLocation(of item: ExchangedItem, _ name: CASEName) throws(InterchangeError) {
        guard let latitude = item.capture?.latitude.flatMap(DecimalText.plain),
            let longitude = item.capture?.longitude.flatMap(DecimalText.plain)
        else { return }
        let place = try CASEName("location", [latitude, longitude])
        var facet = CASENode(
            try CASEName("coordinates-facet", [place.text]),
            "uco-location:LatLongCoordinatesFacet"
        )
        facet.set("uco-location:latitude", latitude, type: "xsd:decimal")
        facet.set("uco-location:longitude", longitude, type: "xsd:decimal")
        var node = CASENode(place, "uco-location:Location")
        node.set("uco-core:hasFacet", nodes: [facet])
        try writeOnce(place, node)
        let link = try CASEName("relationship", [name.text, place.text])
        try write(relationship(link, from: name, to: place, kind: "Located_At", type: "uco-core:Relationship"))
    }

    /// Writes who gave which code when: an analysis and its result.
    mutating func write(_ code: ExchangedCode, of file: CASEName) throws(InterchangeError) {
        let vote = code.vote
        let parts = [file.text, vote.scheme, code.schemeVersion ?? "", vote.code, vote.author, vote.at]
        let (analysis, result) = (try CASEName("analysis", parts), try CASEName("result", parts))
        let author = try identity(vote.author)
        var classification = CASENode(
            try CASEName("classification", parts),
            "uco-analysis:ArtifactClassification"
        )
        classification.set("uco-analysis:class", texts: [vote.code])
        var facet = CASENode(
            try CASEName("classification-facet", parts),
            "uco-analysis:ArtifactClassificationResultFacet"
        )
        facet.set("uco-analysis:classification", nodes: [classification])
        var descriptions: [String] = []
        var action = CASENode(analysis, "uco-analysis:Analysis")
        action.set("uco-core:name", "classified")
        action.set("uco-action:endTime", time: vote.at, otherwise: &descriptions)
        action.set("uco-core:description", texts: descriptions)
        action.set("uco-action:performer", author)
        action.set("uco-action:instrument", names: [try toolName()])
        action.set("uco-action:object", names: [file])
        action.set("uco-action:result", names: [result])
        try write(action)
        var node = CASENode(result, "uco-analysis:AnalyticResult")
        node.set("uco-core:name", [vote.scheme, code.schemeVersion].compactMap(\.self).joined(separator: " "))
        node.set(
            "uco-core:tag",
            texts: ["scheme:\(vote.scheme)"] + (code.schemeVersion.map { ["version:\($0)"] } ?? [])
        )
        node.set("uco-core:createdBy", author)
        node.set("uco-analysis:originatingAnalysis", analysis)
        node.set("uco-core:hasFacet", nodes: [facet])
        try write(node)
    }
}
