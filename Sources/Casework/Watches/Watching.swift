public import Accounts
import Audit
public import CaseModel
import CaseStore
import Matching

extension Workspace {
    /// The longest note of a watch, in characters.
    public static let mostInNote = 500

    /// Waits for something, from now on.
    ///
    /// - Parameters:
    ///   - subject: What is waited for.
    ///   - note: What it is about.
    ///   - viewer: Who waits.
    /// - Returns: The watch's number.
    /// - Throws: ``CaseworkError`` with code `usage` if nothing is waited for, or the note cannot be taken.
    public func addWatch(_ subject: WatchSubject, note: String, by viewer: Viewer) throws(CaseworkError) -> Int64 {
        guard Permissions.allows(.work, viewer) else { throw Self.refusal }
        guard !subject.isEmpty else {
            throw CaseworkError(.usage, "a watch waits for a content, a hash, an identifier, a camera or a list")
        }
        if let digest = subject.digest, ![16, 20, 32].contains(digest.count) {
            throw CaseworkError(.usage, "a digest is an MD5, SHA-1 or SHA-256")
        }
        guard !note.isEmpty, note.count <= Self.mostInNote,
            !note.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw CaseworkError(.usage, "a watch has a note of one line, of at most \(Self.mostInNote) characters") }
        return try writing { writer throws(StoreError) in
            let id = try writer.addWatch(subject, note: note, by: viewer.name)
            var details = ["note": note]
            details["digest"] = subject.digest?.hexadecimal
            details["hashes"] = subject.hashes.isEmpty ? nil : "\(subject.hashes.count)"
            details["region"] = subject.region?.text
            details["camera"] = subject.camera?.serial
            details["list"] = subject.list?.name
            details["identifier"] = subject.identifier.map { "\($0.type.rawValue) \($0.value)" }
            try writer.addAudit(
                NewAuditEntry(actor: viewer.name, act: "watch.added", subject: "\(id)", details: details)
            )
            return id
        }
    }

    /// What an item holds, to be waited for: the same bytes, pictures like its own, and whatever shows part of it, its place,
    /// its moving pictures or its sound.
    ///
    /// - Parameters:
    ///   - number: The item.
    ///   - region: The rectangle of its picture that must be seen at least in part, in pixels; nil for any part.
    ///   - viewer: Who asks.
    /// - Returns: What to wait for.
    /// - Throws: ``CaseworkError`` with code `usage` if the viewer may not see such an item.
    public func watchSubject(
        ofItem number: Int64,
        region: Region? = nil,
        for viewer: Viewer
    ) throws(CaseworkError) -> WatchSubject {
        try watchSubject(ofItem: number, region: region, needing: .seeFingerprints, for: viewer)
    }

    private func watchSubject(
        ofItem number: Int64,
        region: Region? = nil,
        needing permission: CasePermission,
        for viewer: Viewer
    ) throws(CaseworkError) -> WatchSubject {
        let found = try reading { reader throws(StoreError) -> (String, WatchSubject)? in
            guard let (item, media) = try reader.item(number) else { return nil }
            let hashes = try reader.pictures(ofMedia: media).filter(PictureMatching.isComparable).map(\.hash)
            var subject = WatchSubject(digest: item.sha256.bytes, hashes: hashes)
            subject.content = media
            subject.region = region
            return (item.caseReference, subject)
        }
        guard let (reference, subject) = found, try access(of: viewer).allows(permission, reference) else {
            throw CaseworkError(.usage, "there is no item \(number)")
        }
        return subject
    }

    /// The camera that took an item's picture, to be waited for; its number is told to who may see the item itself.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if the viewer may not see such an item, or it names no camera by number.
    public func watchSubject(ofCameraOf number: Int64, for viewer: Viewer) throws(CaseworkError) -> WatchSubject {
        let content = try watchSubject(ofItem: number, needing: .seeRenditions, for: viewer).content
        let camera = try reading { reader throws(StoreError) in
            try content.flatMap { media throws(StoreError) in try reader.camera(ofMedia: media) }
        }
        guard let camera else {
            throw CaseworkError(.usage, "item \(number) does not name the serial number of its camera")
        }
        return WatchSubject(camera: camera)
    }

    /// Whatever is on a hash list, by its digests, to be waited for.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if there is no list of this name.
    public func watchSubject(ofList name: String) throws(CaseworkError) -> WatchSubject {
        let list = try hashList(name).list
        return WatchSubject(list: HashListName(id: list.id, name: list.name))
    }

    /// Waits for something no longer; what was found stays.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if the viewer has no such watch.
    public func removeWatch(_ id: Int64, by viewer: Viewer) throws(CaseworkError) {
        let watch = try reading { reader throws(StoreError) in try reader.watch(id) }
        guard let watch, Self.isOwn(watch.addedBy, viewer) else {
            throw CaseworkError(.usage, "there is no watch \(id)")
        }
        let isRemoved = try writing { writer throws(StoreError) in
            guard try writer.removeWatch(id) else { return false }
            try writer.addAudit(NewAuditEntry(actor: viewer.name, act: "watch.removed", subject: "\(id)"))
            return true
        }
        guard isRemoved else { throw CaseworkError(.usage, "watch \(id) was removed already") }
    }

    /// The watches that hold: one's own, and all for the machine's owner.
    ///
    /// - Throws: ``CaseworkError``.
    public func watches(of viewer: Viewer) throws(CaseworkError) -> [Watch] {
        try reading { reader throws(StoreError) in try reader.watches() }.filter { Self.isOwn($0.addedBy, viewer) }
    }

    /// What one's watches found, the newest first, in cases of which one may see the fingerprints; what other agencies offer
    /// is for the machine's owner.
    ///
    /// - Parameters:
    ///   - viewer: Who asks.
    ///   - limit: How many at most.
    /// - Returns: The hits.
    /// - Throws: ``CaseworkError``.
    public func watchHits(of viewer: Viewer, limit: Int) throws(CaseworkError) -> [WatchHit] {
        let access = try access(of: viewer)
        var found: [WatchHit] = []
        var last: Int64?
        while found.count < limit {
            let page = try reading { reader throws(StoreError) in
                try reader.watchHits(before: last, limit: Self.hitsAtOnce)
            }
            found += page.filter { hit in
                guard Self.isOwn(hit.watcher, viewer) else { return false }
                switch hit.place {
                case .item(let item): return access.allows(.seeFingerprints, item.caseReference)
                case .offer: return viewer.isMachineOwner
                }
            }
            guard page.count == Self.hitsAtOnce, let end = page.last?.id else { break }
            last = end
        }
        return Array(found.prefix(limit))
    }

    private static let hitsAtOnce = 500

    private static func isOwn(_ author: String, _ viewer: Viewer) -> Bool {
        author == viewer.name || viewer.isMachineOwner
    }
}
