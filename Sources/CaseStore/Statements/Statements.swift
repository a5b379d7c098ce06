/// The statements that SQLite and PostgreSQL both run.
///
/// Each parameter appears once, in order.
enum Statements {
    static let appliedSteps = "SELECT name FROM schema_step ORDER BY name"
    static let recordStep = "INSERT INTO schema_step (name, applied_at) VALUES ($1, $2)"

    static let addCase = """
        INSERT INTO agency_case (reference, title, agency, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (reference) DO NOTHING RETURNING id
        """
    static let cases = """
        SELECT c.id, c.reference, c.title, c.agency, c.created_at,
            (SELECT count(*) FROM exhibit e WHERE e.case_id = c.id),
            (SELECT count(*) FROM item i JOIN exhibit e ON e.id = i.exhibit_id WHERE e.case_id = c.id),
            (SELECT count(*) FROM item i JOIN exhibit e ON e.id = i.exhibit_id
                JOIN analysis a ON a.media_id = i.media_id
                WHERE e.case_id = c.id AND a.version = $1 AND a.tier = 0)
        FROM agency_case c ORDER BY c.id
        """
    static let caseNumber = "SELECT id FROM agency_case WHERE reference = $1"
    static let addExhibit = """
        INSERT INTO exhibit (case_id, label, created_at) VALUES ($1, $2, $3) ON CONFLICT (case_id, label) DO NOTHING
        """
    static let exhibit = "SELECT id FROM exhibit WHERE case_id = $1 AND label = $2"
    static let addCustody = """
        INSERT INTO custody_entry (exhibit_id, at, actor, act, source, details) VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let custody = """
        SELECT at, actor, act, source, details FROM custody_entry WHERE exhibit_id = $1 ORDER BY id
        """

    static let addMedia = """
        INSERT INTO media (sha256, sha1, md5, size, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (sha256) DO NOTHING RETURNING id
        """
    static let mediaByDigest = "SELECT id FROM media WHERE sha256 = $1"
    static let addItem = """
        INSERT INTO item (exhibit_id, media_id, container_id, path_bytes, path, source_bytes, content_key, size,
            modified_at, changed_at, inode, expanded, failure_code, failure_message, registered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, $14)
        ON CONFLICT (exhibit_id, path_bytes, content_key) DO NOTHING RETURNING id
        """
    static let itemByKey = "SELECT id FROM item WHERE exhibit_id = $1 AND path_bytes = $2 AND content_key = $3"
    static let refreshItem = """
        UPDATE item SET source_bytes = $1, modified_at = $2, changed_at = $3, inode = $4 WHERE id = $5
        """
    static let markExpanded = "UPDATE item SET expanded = 1 WHERE id = $1"
    static let noteFailure = "UPDATE item SET failure_code = $1, failure_message = $2 WHERE id = $3"
    static let itemByStatus = """
        SELECT i.id, a.kind, a.tier, a.features, a.sound_peaks FROM item i JOIN analysis a ON a.media_id = i.media_id
        WHERE i.exhibit_id = $1 AND i.path_bytes = $2 AND i.size = $3 AND i.modified_at = $4 AND i.changed_at = $5
            AND i.inode = $6 AND a.version = $7 AND (a.kind <> 'archive' OR i.expanded = 1)
        """
    /// How far the analyses of an archive's entries went, whatever the depth at which they lie.
    static let depthsInArchive = """
        WITH RECURSIVE inside (id, media_id) AS (
            SELECT id, media_id FROM item WHERE container_id = $1
            UNION ALL SELECT e.id, e.media_id FROM item e JOIN inside ON e.container_id = inside.id)
        SELECT DISTINCT a.kind, a.tier, a.features, a.sound_peaks
        FROM inside JOIN analysis a ON a.media_id = inside.media_id WHERE a.version = $2
        """

    static let addAnalysis = """
        INSERT INTO analysis (media_id, version, type, kind, width, height, duration, codec, rotation, make, model,
            body_serial, lens_serial, taken_at, latitude, longitude, orientation, tags, warnings, failure_code,
            failure_message, tier, features, sound_peaks, body_serial_field)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25)
        """
    static let analysisDepth =
        "SELECT kind, tier, features, sound_peaks FROM analysis WHERE media_id = $1 AND version = $2"
    static let analysisByDigest = """
        SELECT a.kind, a.tier, a.features, a.sound_peaks FROM analysis a JOIN media m ON m.id = a.media_id
        WHERE m.sha256 = $1 AND a.version = $2
        """
    /// The tables that the analysis of a media fills; what is in them goes when another takes its place.
    static let tablesOfAnalysis = [
        "picture_hash", "frame_hash", "sound", "local_feature", "rendition", "message", "identifier_occurrence",
        "sensor_noise", "text_table", "talk",
    ]
    static func removeAnalysis(from table: String) -> String { "DELETE FROM \(table) WHERE media_id = $1" }
    static let removeAnalysis = "DELETE FROM analysis WHERE media_id = $1 AND version = $2"
    /// Near duplicates stay: a picture's hash is the same at every depth.
    static let removeMatches = """
        DELETE FROM media_match WHERE (media_a = $1 OR media_b = $2)
            AND kind IN ('partial_copy', 'same_scene', 'video_segment', 'audio_segment')
        """
    static let quickMedia = "SELECT media_id FROM analysis WHERE version = $1 AND tier = 0 ORDER BY media_id"
    static let addPictureHash = """
        INSERT INTO picture_hash (media_id, frame, profile, quality, orientations) VALUES ($1, $2, $3, $4, $5)
        """
    static let addFrameHash = """
        INSERT INTO frame_hash (media_id, position, at, quality, is_key, hashes) VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let addSound = "INSERT INTO sound (media_id, step, duration, words, peaks) VALUES ($1, $2, $3, $4, $5)"
    static let addLocalFeatures = """
        INSERT INTO local_feature (media_id, frame, at, width, height, keypoints, descriptors)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let addRendition = """
        INSERT INTO rendition (media_id, position, at, type, width, height, data) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let addMessage = """
        INSERT INTO message (media_id, position, sent_at, sender, chat, body, attachment, line, account, recipients)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    static let addIdentifier = """
        INSERT INTO identifier (type, value, near) VALUES ($1, $2, $3)
        ON CONFLICT (type, value) DO NOTHING RETURNING id
        """
    static let identifier = "SELECT id FROM identifier WHERE type = $1 AND value = $2"
    static let addOccurrence = """
        INSERT INTO identifier_occurrence (media_id, position, identifier_id, found, byte_offset, line, message,
            column_name)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    static let addTable =
        "INSERT INTO text_table (media_id, row_count, column_names, delimiter) VALUES ($1, $2, $3, $4)"
    static let addTalk = """
        INSERT INTO talk (media_id, position, chat, sender, account, identifier_type, identifier_value, recipient,
            messages, first_at, last_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    static let talksOfCase = """
        SELECT t.media_id, held.items, held.path, t.chat, t.sender, t.account, t.identifier_type, t.identifier_value,
            t.recipient, t.messages, t.first_at, t.last_at
        FROM (
            SELECT i.media_id, count(*) AS items, min(i.path) AS path
            FROM item i JOIN exhibit e ON e.id = i.exhibit_id WHERE e.case_id = $1 GROUP BY i.media_id
        ) held JOIN talk t ON t.media_id = held.media_id ORDER BY t.media_id, t.position
        """
    static let textsOfExhibit = """
        SELECT DISTINCT i.media_id, i.path, t.row_count, t.column_names,
            (SELECT count(*) FROM message m WHERE m.media_id = i.media_id)
        FROM item i JOIN analysis a ON a.media_id = i.media_id AND a.version = $1
            LEFT JOIN text_table t ON t.media_id = i.media_id
        WHERE i.exhibit_id = $2 AND a.kind = 'text' AND (
            t.media_id IS NOT NULL OR EXISTS (SELECT 1 FROM message m WHERE m.media_id = i.media_id)
            OR EXISTS (SELECT 1 FROM identifier_occurrence o WHERE o.media_id = i.media_id)
        )
        ORDER BY i.media_id, i.path
        """
    static let identifierCounts = """
        SELECT n.type, count(DISTINCT n.id) FROM identifier_occurrence o JOIN identifier n ON n.id = o.identifier_id
        WHERE o.media_id = $1 GROUP BY n.type
        """

    static let pictureHashes = """
        SELECT media_id, frame, profile, quality, orientations FROM picture_hash WHERE media_id > $1
        ORDER BY media_id, frame
        """
    static let pictureHashesOfMedia = """
        SELECT media_id, frame, profile, quality, orientations FROM picture_hash WHERE media_id = $1 ORDER BY frame
        """
    static let pictureCount = "SELECT count(*) FROM picture_hash WHERE media_id <= $1"
    static let frameHashes = """
        SELECT media_id, at, quality, is_key, hashes FROM frame_hash WHERE media_id > $1 ORDER BY media_id, position
        """
    static let frameHashesOfMedia = """
        SELECT media_id, at, quality, is_key, hashes FROM frame_hash WHERE media_id = $1 ORDER BY position
        """
    static let frameCount = "SELECT count(*) FROM frame_hash WHERE media_id <= $1"
    static let localFeaturesAfter = """
        SELECT media_id, frame, at, width, height, keypoints, descriptors, (
            SELECT exhibit.case_id FROM item JOIN exhibit ON exhibit.id = item.exhibit_id
            WHERE item.media_id = local_feature.media_id ORDER BY item.id LIMIT 1
        )
        FROM local_feature WHERE media_id > $1 ORDER BY media_id, frame
        """
    static let localFeaturesOfPicture = """
        SELECT media_id, frame, at, width, height, keypoints, descriptors FROM local_feature
        WHERE media_id = $1 AND frame = $2
        """
    static let firstCaseOfMedia = """
        SELECT exhibit.case_id FROM item JOIN exhibit ON exhibit.id = item.exhibit_id
        WHERE item.media_id = $1 ORDER BY item.id LIMIT 1
        """
    static let featuredPictures = "SELECT count(*) FROM local_feature WHERE media_id <= $1"
    static let soundsAfter =
        "SELECT media_id, step, duration, words, peaks FROM sound WHERE media_id > $1 ORDER BY media_id"
    static let soundCount = "SELECT count(*) FROM sound WHERE media_id <= $1"
    static let soundWordsOfMedia = "SELECT media_id, step, duration, words FROM sound WHERE media_id = $1"
    static let soundPeaksOfMedia = "SELECT peaks FROM sound WHERE media_id = $1"

    static let addMatch = """
        INSERT INTO media_match (kind, media_a, media_b, method, evidence) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (kind, media_a, media_b) DO NOTHING
        """

    static let allIdentifiers = "SELECT id, type, value FROM identifier"
    static let setNearForm = "UPDATE identifier SET near = $1 WHERE id = $2"
    static let mediaWithIdentifier = """
        SELECT o.media_id, min(o.line) FROM identifier n JOIN identifier_occurrence o ON o.identifier_id = n.id
        WHERE n.type = $1 AND n.value = $2 GROUP BY o.media_id ORDER BY o.media_id
        """
    static let identifiersWithNearForm = """
        SELECT n.value, o.media_id, min(o.line) FROM identifier n JOIN identifier_occurrence o ON o.identifier_id = n.id
        WHERE n.type = $1 AND n.near = $2 GROUP BY n.id, n.value, o.media_id ORDER BY n.id, o.media_id
        """
    static let mediaWithSerial = """
        SELECT media_id, make, model, body_serial_field FROM analysis WHERE version = $1 AND body_serial = $2 ORDER BY media_id
        """

    static let outcomesOfExhibit = """
        SELECT i.path, m.size, m.sha256, a.type, a.kind, coalesce(i.failure_code, a.failure_code),
            coalesce(i.failure_message, a.failure_message), a.tier
        FROM item i LEFT JOIN media m ON m.id = i.media_id LEFT JOIN analysis a ON a.media_id = m.id AND a.version = $1
        WHERE i.exhibit_id = $2 ORDER BY i.id
        """
    static let itemsForCheck = """
        SELECT i.id, i.path, i.source_bytes, i.container_id, m.sha256 FROM item i JOIN media m ON m.id = i.media_id
        ORDER BY i.id
        """
    static let unanalysedMedia = """
        SELECT m.sha256 FROM media m WHERE NOT EXISTS (SELECT 1 FROM analysis a WHERE a.media_id = m.id) ORDER BY m.id
        """
    static let orphanMedia = """
        SELECT m.sha256 FROM media m WHERE NOT EXISTS (SELECT 1 FROM item i WHERE i.media_id = m.id) ORDER BY m.id
        """
    static let counts = """
        SELECT (SELECT count(*) FROM agency_case), (SELECT count(*) FROM item), (SELECT count(*) FROM media),
            (SELECT count(*) FROM picture_hash), (SELECT count(*) FROM frame_hash), (SELECT count(*) FROM sound),
            (SELECT count(*) FROM media_match)
        """
}
