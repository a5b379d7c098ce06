/// What `cairn-bench calibrate --seed 1` fitted.
///
/// See docs/calibration.md. Not to be edited by hand.
public enum CalibratedStrengths {
    /// The model of each measure, its weights in the order of ``EvidenceMeasure/valueNames``.
    public static let models: [EvidenceMeasure: StrengthModel] = [
        .wholePicture: StrengthModel(
            intercept: 8.0421,
            weights: [-0.0748],
            bound: 5.6943
        ),
        .partOfPicture: StrengthModel(
            intercept: 2.593,
            weights: [0.1975, 0.0, 0.0, 3.0683, 0.0, -1.805, -2.7712],
            bound: 5.6943
        ),
        .scene: StrengthModel(
            intercept: 1.8766,
            weights: [0.49, 0.0, 1.3575, 0.0, 0.0, -1.4099, -0.4189],
            bound: 5.6943
        ),
        .frames: StrengthModel(
            intercept: 1.7,
            weights: [0.9],
            bound: 5.0
        ),
        .words: StrengthModel(
            intercept: -0.8402,
            weights: [-15.5034, 3.2829],
            bound: 4.4207
        ),
        .peaks: StrengthModel(
            intercept: -12.2309,
            weights: [4.7777],
            bound: 4.4207
        ),
    ]
}
