import Hummingbird
import Mustache

/// The server of the pages and the interface for programs.
public enum WorkbenchServer {}
