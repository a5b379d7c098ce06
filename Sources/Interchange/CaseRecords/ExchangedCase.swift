public import CaseModel

/// A case as it is handed to others, without what it holds.
public struct ExchangedCase: Hashable, Sendable {
    /// The program that hands it over.
    public struct Producer: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Its version.
        public let version: String

        /// Names a program.
        public init(name: String = "Cairn", version: String) {
            self.name = name
            self.version = version
        }
    }

    /// Reference, title and agency.
    public let title: CaseTitle
    /// When the case was added, RFC 3339.
    public let createdAt: String
    /// The program that hands it over.
    public let producer: Producer
    /// The terms under which the document is shared, such as "hashes only, contact before use"; nil for none.
    public let sharingStatement: String?

    /// States a case.
    public init(title: CaseTitle, createdAt: String, producer: Producer, sharingStatement: String? = nil) {
        self.title = title
        self.createdAt = createdAt
        self.producer = producer
        self.sharingStatement = sharingStatement
    }
}

/// An exhibit of a case, with what was done with it.
public struct ExchangedExhibit: Hashable, Sendable {
    /// What kind of device an exhibit is, where that is known.
    public struct Device: Hashable, Sendable {
        /// Such as "Mobile phone".
        public let type: String
        /// The maker.
        public var make: String?
        /// The model.
        public var model: String?
        /// The serial number.
        public var serial: String?

        /// States a device.
        public init(type: String, make: String? = nil, model: String? = nil, serial: String? = nil) {
            self.type = type
            self.make = make
            self.model = model
            self.serial = serial
        }
    }

    /// Its label, which no other exhibit of the case has.
    public let label: String
    /// The device that it is; nil if it is none, or if that is not known.
    public let device: Device?
    /// What was done with it, oldest first.
    public let custody: [CustodyEntry]

    /// States an exhibit.
    public init(label: String, device: Device? = nil, custody: [CustodyEntry]) {
        self.label = label
        self.device = device
        self.custody = custody
    }
}
