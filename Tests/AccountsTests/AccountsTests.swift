import Testing

@Suite("Accounts")
struct AccountsTests {}
