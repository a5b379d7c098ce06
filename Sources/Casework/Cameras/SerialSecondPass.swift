import CaseModel
import Sandbox

/// Asks ExifTool for a serial number where our own reader knows the camera's maker and found none.
///
/// It knows more makers' notes, but is a large Perl program on hostile bytes: it runs confined, only if it and bubblewrap
/// are installed, and what it says is taken for no more than text.
enum SerialSecondPass {
    private static let program = "/usr/bin/exiftool"
    private static let fields = ["SerialNumber", "InternalSerialNumber", "BodySerialNumber", "CameraSerialNumber"]
    private static let mostOutput = 16 << 10
    private static let milliseconds = 10_000
    /// A larger file is not worth reading twice.
    private static let mostBytes: Int64 = 256 << 20

    /// Whether it can be run on this machine.
    static let isInstalled = ConfinedCommand.isInstalled(program)

    /// Whether a picture's metadata leave a serial number to be looked for.
    ///
    /// Smartphones write none.
    static func isWorthwhile(_ capture: CaptureDetails?) -> Bool {
        guard let capture, capture.bodySerial == nil else { return false }
        let camera = CameraName(make: capture.make, model: capture.model)
        return !camera.maker.isEmpty && !LeakingModels.contains(camera)
    }

    /// A file's serial number and the field that holds it; nil if none is found.
    static func serial(in descriptor: Int32, size: Int64) -> (serial: String, field: String)? {
        guard size <= mostBytes else { return nil }
        let output = ConfinedCommand.run(
            program,
            arguments: ["-fast", "-S", "-G1"] + fields.map { "-" + $0 } + ["-"],
            input: descriptor,
            mostOutput: mostOutput,
            milliseconds: milliseconds
        )
        return output.flatMap { serial(inOutput: String(decoding: $0, as: UTF8.self)) }
    }

    /// Reads lines such as `[Casio] SerialNumber: 123456`, in the order of trust of the fields.
    static func serial(inOutput text: String) -> (serial: String, field: String)? {
        let lines = text.split(whereSeparator: \.isNewline).compactMap {
            line -> (group: Substring, name: Substring, value: String)? in
            guard line.first == "[", let end = line.firstIndex(of: "]") else { return nil }
            let group = line[line.index(after: line.startIndex)..<end]
            let rest = line[line.index(after: end)...].drop { $0 == " " }
            guard let colon = rest.firstIndex(of: ":") else { return nil }
            return (group, rest[..<colon], String(rest[rest.index(after: colon)...]))
        }
        for field in fields {
            for line in lines where line.name == field {
                if let serial = SerialNumber.cleaned(line.value) {
                    return (serial, "ExifTool.\(line.group.prefix(32)).\(field)")
                }
            }
        }
        return nil
    }
}
