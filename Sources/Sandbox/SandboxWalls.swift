internal import CSandbox
internal import Glibc

/// The walls between a decoder and the machine, as this kernel gives them.
public enum SandboxWalls {
    /// One wall.
    public struct Wall: Hashable, Sendable {
        /// What it is.
        public let name: String
        /// Whether this kernel gives it.
        public let isPresent: Bool
        /// More about it, or why it is missing.
        public let detail: String
    }

    /// All walls, whether present or not.
    public static func available() -> [Wall] {
        let landlock = cairn_landlock_version()
        let isRoot = geteuid() == 0
        return [
            wall("system call filter", cairn_filter_check(), "seccomp, kills on what is not allowed"),
            Wall(
                name: "file access",
                isPresent: landlock > 0,
                detail: landlock > 0
                    ? "Landlock, version \(landlock)" : "this kernel has no Landlock or has it disabled"
            ),
            wall("no new privileges", cairn_privileges_freeze_check(), "set before anything is read"),
            wall(
                "unprivileged user",
                cairn_privileges_check(),
                isRoot ? "root is given up for user \(CAIRN_UNPRIVILEGED_ID)" : "not started by root"
            ),
            wall("limits", limitsCheck(), "memory, processor time, descriptors, processes and file sizes"),
        ]
    }

    private static func wall(_ name: String, _ code: Int32, _ detail: String) -> Wall {
        guard code != 0 else { return Wall(name: name, isPresent: true, detail: detail) }
        return Wall(name: name, isPresent: false, detail: String(cString: strerror(code)))
    }

    /// The size of the address space must be known to limit its growth.
    private static func limitsCheck() -> Int32 {
        cairn_resources_address_space() > 0 ? 0 : ENODATA
    }
}
