/// A format of the field, by its name on the command line.
public enum InterchangeFormat: String, CaseIterable, Sendable {
    case vics, icse, caid, nsrl, autopsy, encase, md5sum, tx, ncmec, pdq, `case`, dfxml, ufed, csv, json
}
