/// Statements about the noise of sensors.
extension Statements {
    static let addNoise = """
        INSERT INTO sensor_noise (media_id, side, width, height, packed) VALUES ($1, $2, $3, $4, $5)
        """
    static let noiseOfMedia = "SELECT side, width, height, packed FROM sensor_noise WHERE media_id = $1"
    static let noiseCount = """
        SELECT count(*) FROM sensor_noise n JOIN analysis a ON a.media_id = n.media_id
        WHERE a.version = $1 AND a.make = $2 AND a.model = $3 AND n.width = $4 AND n.height = $5
            AND EXISTS (SELECT 1 FROM item i WHERE i.media_id = n.media_id AND i.exhibit_id = $6)
        """
    static let noisePictures = """
        SELECT n.media_id, n.side, n.width, n.height, i.exhibit_id, i.path, a.make, a.model, a.body_serial
        FROM sensor_noise n JOIN item i ON i.media_id = n.media_id JOIN analysis a ON a.media_id = n.media_id
        WHERE a.version = $1 ORDER BY n.media_id, i.id
        """
    static let mediaSharedAcrossExhibits = """
        SELECT n.media_id FROM sensor_noise n
        WHERE (SELECT count(DISTINCT i.exhibit_id) FROM item i WHERE i.media_id = n.media_id) > 1
            OR EXISTS (
                SELECT 1 FROM media_match m JOIN item x ON x.media_id = m.media_b
                    JOIN item o ON o.media_id = n.media_id
                WHERE m.media_a = n.media_id AND m.kind IN ('near_duplicate', 'partial_copy')
                    AND x.exhibit_id <> o.exhibit_id)
            OR EXISTS (
                SELECT 1 FROM media_match m JOIN item x ON x.media_id = m.media_a
                    JOIN item o ON o.media_id = n.media_id
                WHERE m.media_b = n.media_id AND m.kind IN ('near_duplicate', 'partial_copy')
                    AND x.exhibit_id <> o.exhibit_id)
        """

    static let addSensor = """
        INSERT INTO sensor_fingerprint (exhibit_id, grouped_by, make, model, side, width, height, members, signs,
            pattern, halved)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    static let removeSensor = "DELETE FROM sensor_fingerprint WHERE id = $1"
    static let sensors = """
        SELECT id, exhibit_id, grouped_by, make, model, side, width, height, members FROM sensor_fingerprint ORDER BY id
        """
    static let sensorSigns = "SELECT signs FROM sensor_fingerprint WHERE id = $1"
    static let sensorPattern = """
        SELECT side, width, height, members, pattern, halved FROM sensor_fingerprint WHERE id = $1
        """
    static let removeSensorMatches = """
        DELETE FROM media_match WHERE kind = 'sensor_noise' AND (media_a = $1 OR media_b = $2)
        """
}
