internal import CStreamDecoders
internal import CaseModel

extension AnalysisFailure {
    /// States what a status of the decoders means.
    init(streamStatus status: Int32) {
        switch status {
        case CAIRN_STREAM_TRUNCATED:
            self.init(.truncated, "The file ends before anything could be decoded.")
        case CAIRN_STREAM_UNSUPPORTED:
            self.init(.unsupported, "No decoder here reads this format or codec.")
        case CAIRN_STREAM_TOO_LARGE:
            self.init(.tooLarge, "A frame has more pixels than the limit allows.")
        case CAIRN_STREAM_MEMORY:
            self.init(.memory, "Decoding needs more memory than the limit allows.")
        case CAIRN_STREAM_TIMEOUT:
            self.init(.timeout, "The time limit ran out before anything could be decoded.")
        case CAIRN_STREAM_UNREADABLE:
            self.init(.unreadable, "The file could not be read to its end.")
        case CAIRN_STREAM_ENCRYPTED:
            self.init(.encrypted, "The content is encrypted and no key is known.")
        default:
            self.init(.corrupt, "The data contradicts its format and nothing could be decoded.")
        }
    }

    /// States why a track gave nothing at all: the most telling of what was met comes first.
    init(emptyTrack trackStatus: Int32, tally: cairn_stream_tally) {
        let status =
            if tally.io_error != 0 {
                CAIRN_STREAM_UNREADABLE
            } else if tally.out_of_memory != 0 {
                CAIRN_STREAM_MEMORY
            } else if tally.is_encrypted != 0 {
                CAIRN_STREAM_ENCRYPTED
            } else if trackStatus != CAIRN_STREAM_OK {
                trackStatus
            } else if tally.too_large != 0 {
                CAIRN_STREAM_TOO_LARGE
            } else if tally.past_deadline != 0 {
                CAIRN_STREAM_TIMEOUT
            } else if tally.ends_early != 0 {
                CAIRN_STREAM_TRUNCATED
            } else {
                CAIRN_STREAM_CORRUPT
            }
        self.init(streamStatus: status)
    }
}
