/// Cameras whose bodies are known to share noise within a model.
///
/// Smartphones process their pictures so much that two bodies of one model can leave the same pattern; among 45 models the
/// makers named here were concerned, and no interchangeable-lens camera was. Source: Iuliani, Fontani, Piva 2021, "A Leak in
/// PRNU Based Source Identification"; makers of smartphones since are added.
enum LeakingModels {
    private static let makers: Set<String> = [
        "apple", "samsung", "huawei", "honor", "xiaomi", "redmi", "poco", "oneplus", "google", "oppo", "vivo", "realme",
        "motorola", "lge", "lg", "htc", "zte", "nokia", "hmd", "lenovo", "asus", "nothing", "tcl", "fairphone", "wiko",
        "meizu", "infinix", "tecno", "tecnomobile", "itel", "blackberry", "microsoft",
    ]
    /// Sony makes both; its cameras' models start so.
    private static let sonyCameras = ["dsc", "ilc", "slt", "nex", "dslr", "zv", "cybershot"]

    /// Whether the noise of this camera's pictures may be its model's rather than its own.
    static func contains(_ camera: CameraName) -> Bool {
        if camera.maker == "sony" { return !sonyCameras.contains { camera.model.hasPrefix($0) } }
        return makers.contains(camera.maker)
    }
}
