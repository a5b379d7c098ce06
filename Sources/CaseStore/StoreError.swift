/// Why the store could not do what was asked.
public enum StoreError: Error, Hashable, Sendable {
    /// There is no database in this folder.
    case noDatabase(String)
    /// Another process holds the database.
    case locked
    /// The disk is full.
    case noSpace
    /// The disk or the file system failed.
    case inputOutput(String)
    /// What is stored contradicts itself.
    case damaged(String)
    /// The database was written by a later version of Cairn.
    case tooNew(String)
    /// Anything else; a fault of ours.
    case failed(String)

    /// One sentence for the user.
    public var message: String {
        switch self {
        case .noDatabase(let folder):
            "there is no Cairn database in \(folder); `cairn case add REF` makes one, `--data` names another folder"
        case .locked: "another process is writing to this database; wait for it to end, or stop it"
        case .noSpace:
            "the disk that holds the database is full; what was acknowledged is safe; make room and run it again"
        case .inputOutput(let what): "the database's storage failed (\(what)); what was acknowledged is safe"
        case .damaged(let what): "the database is damaged: \(what); run `cairn verify` and restore from a backup"
        case .tooNew(let step): "the database was made by a later version of Cairn (step \(step)); use that version"
        case .failed(let what): "the database refused: \(what)"
        }
    }
}
