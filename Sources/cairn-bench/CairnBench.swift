import ArgumentParser

/// `cairn-bench`: measures Cairn on given data, beside its peers where they are there.
@main
struct CairnBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cairn-bench",
        abstract: "Measures the parts of Cairn, side by side with other tools on the same data.",
        subcommands: [
            PDQCommand.self, HammingCommand.self, IngestBenchCommand.self, IngestGrowthCommand.self,
            PlantedCommand.self, PartsCommand.self, PartsGrowthCommand.self, SoundsCommand.self,
            SoundsGrowthCommand.self, VideoCommand.self, FootageCommand.self, CamerasCommand.self, TextsCommand.self,
            ListsCommand.self, VocabularyCommand.self, CalibrateCommand.self, DatabaseCommand.self, PlotCommand.self,
        ]
    )
}
