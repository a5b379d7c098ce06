import Testing

@Suite("Workbench")
struct WorkbenchTests {}
