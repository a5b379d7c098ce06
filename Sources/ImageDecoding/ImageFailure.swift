internal import CContentReaders
internal import CImageDecoders
internal import CaseModel

extension AnalysisFailure {
    /// States why a picture could not be decoded.
    init(imageStatus status: Int32, type: String) {
        switch status {
        case CAIRN_IMAGE_TRUNCATED: self.init(.truncated, "The picture ends before all of it is there.")
        case CAIRN_IMAGE_UNSUPPORTED: self.init(.unsupported, "No decoder here reads this variant of \(type).")
        case CAIRN_IMAGE_TOO_LARGE: self.init(.tooLarge, "The picture has more pixels than the limit allows.")
        case CAIRN_IMAGE_MEMORY: self.init(.memory, "The picture needs more memory than the limit allows.")
        default: self.init(.corrupt, "The data contradicts its format and cannot be decoded.")
        }
    }

    /// States why an archive, or an entry of it, could not be read.
    init(archiveStatus status: Int32) {
        switch status {
        case CAIRN_ARCHIVE_TRUNCATED: self.init(.truncated, "The archive ends before all of it is there.")
        case CAIRN_ARCHIVE_UNSUPPORTED: self.init(.unsupported, "This variant of archive cannot be read.")
        case CAIRN_ARCHIVE_MEMORY: self.init(.memory, "The archive needs more memory than the limit allows.")
        case CAIRN_ARCHIVE_ENCRYPTED: self.init(.encrypted, "The content is encrypted.")
        default: self.init(.corrupt, "The archive contradicts its format.")
        }
    }
}
