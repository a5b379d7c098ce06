import Audit
import CaseStore

/// Where the key of the audit log is kept.
struct AuditKeyFile {
    private let file: SeedFile

    init(directory: String) {
        file = SeedFile("audit-key", directory: directory)
    }

    /// The key, made if there is none.
    ///
    /// To be called inside a transaction that writes, which keeps other processes from making one too.
    func keyMade() throws(StoreError) -> AuditKey {
        if let seed = try file.seed() {
            guard let key = AuditKey(seed: seed) else { throw file.noKey }
            return key
        }
        let key = AuditKey()
        try file.write(key.seed)
        return key
    }
}
