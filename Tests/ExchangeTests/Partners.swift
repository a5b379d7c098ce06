import CaseModel
import Foundation
import Testing

@testable import Exchange

/// Three agencies with keys that are the same each time.
enum Partners {
    static let north = key(1)
    static let south = key(2)
    static let third = key(3)
    static let now: Int64 = 1_790_000_000

    static func key(_ number: UInt8) -> AgencyKey {
        guard let key = AgencyKey(seed: [UInt8](repeating: number, count: AgencyKey.seedBytes)) else {
            preconditionFailure("a seed of the right length gives keys")
        }
        return key
    }

    static func hash(_ number: UInt64) -> PerceptualHash {
        PerceptualHash(words: (number, number &* 3, number &* 5, number &* 7))
    }

    static let offer = Offer([
        Offer.Content(digest: ContentDigest(bytes: [UInt8](repeating: 7, count: 32)), pictures: []),
        Offer.Content(digest: nil, pictures: [(1...8).map(hash)]),
        Offer.Content(digest: ContentDigest(bytes: [UInt8](repeating: 8, count: 32)), pictures: [(9...16).map(hash)]),
    ])

    /// A body of each kind.
    static let bodies: [BundleBody] = [
        .offer(offer), .answer(Answer(asked: 3, pointers: [])),
        .answer(
            Answer(
                asked: 3,
                pointers: [
                    Pointer(.existence(matches: 2)),
                    Pointer(
                        .found(
                            [
                                Pointer.Match(entry: 0, kind: .exact, distance: nil),
                                Pointer.Match(entry: 2, kind: .nearDuplicate, distance: 12),
                            ],
                            contact: "Unité \"Süd\" \\ +44 20 7946 0000"
                        )
                    ),
                ]
            )
        ),
        .request(PointerRequest(pointers: [BundleIdentifier(), BundleIdentifier()], reason: "Same room?\nCase open.")),
        .grant(Grant(contact: "desk", text: "Call us.", caseReference: "S-2")),
        .grant(Grant(contact: "desk", text: "Call us.", caseReference: nil)), .refusal(reason: "Not now."),
        .withdrawal(reason: "Wrong exhibit."),
    ]

    static func bundle(
        _ body: BundleBody,
        madeAt: Int64 = now,
        expiresAt: Int64 = now + 86_400
    ) -> ExchangeBundle {
        ExchangeBundle(
            header: BundleHeader(
                kind: body.kind,
                sender: north.identity.fingerprint,
                recipient: south.identity.fingerprint,
                madeAt: madeAt,
                expiresAt: expiresAt,
                concerns: body.kind == .offer ? nil : BundleIdentifier()
            ),
            body: body
        )
    }

    /// Takes a file as South does that knows North.
    static func received(_ file: [UInt8], now: Int64 = now) throws(ExchangeError) -> ExchangeBundle {
        try ExchangeBundle.opened(file, by: south).verified(by: north.identity, now: now)
    }
}
