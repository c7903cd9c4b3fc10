import Diagnostics
import Graphics

extension ChartFault {
    var message: LocalizedText { LocalizedText(zh: "\(self)", en: "\(self)") }
}
