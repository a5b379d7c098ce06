internal import CStreamDecoders
internal import FeatureExtraction

/// The libraries that read moving pictures and sound, and telephone numbers.
public enum StreamLibraries {
    /// Silences the libraries, sets the locale for characters and builds the decoders' tables.
    ///
    /// Call it once while the process may still open files: afterwards decoding needs nothing but memory and the
    /// evidence's descriptor, and every child forked later shares what was built.
    ///
    /// Cost: a few milliseconds.
    public static func prepare() {
        cairn_stream_prepare()
        LocalFeatureExtractor.prepare()
        TelephoneNumbers.prepare()
    }
}
