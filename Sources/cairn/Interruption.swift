import Glibc
import Synchronization

/// Whether the user asked the program to stop (Ctrl-C, or the system's request to end).
enum Interruption {
    private static let isRequested = Atomic(false)

    /// Starts to watch; a second request ends the program at once.
    static func watch() {
        for number in [SIGINT, SIGTERM] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in Interruption.request() }
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESTART)) | Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(number, &action, nil)
        }
        signal(SIGPIPE, SIG_IGN)
    }

    /// Whether a stop was asked for.
    static var wasRequested: Bool { isRequested.load(ordering: .relaxed) }

    private static func request() {
        isRequested.store(true, ordering: .relaxed)
    }
}
