/// What `cairn-bench calibrate --seed 1` fitted.
///
/// See docs/calibration.md. Not to be edited by hand.
public enum CalibratedStrengths {
    /// The model of each measure, its weights in the order of ``EvidenceMeasure/valueNames``.
    public static let models: [EvidenceMeasure: StrengthModel] = [
        .wholePicture: StrengthModel(
            intercept: 7.9521,
            weights: [-0.0739],
            bound: 5.4985
        ),
        .partOfPicture: StrengthModel(
            intercept: 5.0387,
            weights: [0.1401, 0.0, 4.6005, 0.0, 0.0, -3.1452, 0.0],
            bound: 5.4985
        ),
        .scene: StrengthModel(
            intercept: 3.2411,
            weights: [0.2477, 0.0, 3.7964, 0.0, 0.0, -1.881, -0.0893],
            bound: 5.4985
        ),
        .frames: StrengthModel(
            intercept: 2.2,
            weights: [0.9],
            bound: 5.0
        ),
        .words: StrengthModel(
            intercept: 4.6,
            weights: [-10.0, 0.2],
            bound: 4.0
        ),
        .peaks: StrengthModel(
            intercept: -0.5,
            weights: [1.2],
            bound: 4.0
        ),
    ]
}
