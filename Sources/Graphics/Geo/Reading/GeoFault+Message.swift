import Diagnostics

extension GeoFault {
    /// The rule and the way out.
    var message: LocalizedText {
        switch self {
        case .notUTF8:
            LocalizedText(
                zh: "文件必须是 UTF-8 编码；请在导出时选择 UTF-8", en: "the file must be UTF-8; choose UTF-8 when exporting")
        case .syntax(let expected):
            LocalizedText(
                zh: "JSON 语法错误，此处应为 \(expected)；请重新导出，或用编辑器检查括号、引号和逗号",
                en: "JSON syntax: \(expected) expected here; export again, or check brackets, quotes and commas")
        case .tooDeep:
            LocalizedText(
                zh: "嵌套不能超过 \(JSONScanner.deepest) 层；边界文件只需八层，请删去多余的属性",
                en:
                    "nesting must not exceed \(JSONScanner.deepest) levels; boundaries need eight, remove what is beside"
            )
        case .notFinite:
            LocalizedText(
                zh: "数值必须有限，不能是 NaN 或无穷大；请改正或删去", en: "numbers must be finite; correct or remove NaN and infinity")
        case .duplicateName(let name):
            LocalizedText(
                zh: "成员“\(name)”在同一对象中重复；请只留一个", en: "member “\(name)” must be there once in an object; keep one")
        default: structureMessage
        }
    }

    private var structureMessage: LocalizedText {
        switch self {
        case .missingMember(let name):
            LocalizedText(zh: "此处必须有成员“\(name)”；请补上", en: "member “\(name)” must be here; add it")
        case .wrongType(let expected):
            LocalizedText(zh: "此处应为 \(expected)；请按 RFC 7946 改写", en: "\(expected) must be here; see RFC 7946")
        case .crsMember(let isKnown):
            LocalizedText(
                zh: isKnown
                    ? "RFC 7946 已取消“crs”；请删去，坐标系写在 community.yaml 中"
                    : "RFC 7946 只允许经纬度，已取消“crs”；请转为经纬度（CGCS2000 或 WGS 84）导出并删去“crs”",
                en: isKnown
                    ? "RFC 7946 has removed “crs”; remove it, the datum is stated in community.yaml"
                    : "RFC 7946 knows longitude and latitude only; export those and remove “crs”")
        case .nullGeometry:
            LocalizedText(
                zh: "每个要素必须有几何图形；请补画，或删去该要素", en: "every feature must have a geometry; draw it or remove the feature")
        case .wrongGeometry(let type):
            LocalizedText(
                zh: "几何类型必须是 Polygon 或 MultiPolygon，不能是“\(type)”；请把线转为面",
                en: "a geometry must be a Polygon or MultiPolygon, not “\(type)”; turn lines into areas")
        case .noCode:
            LocalizedText(
                zh: "每个要素的 properties 必须有文字“code”，与 grids.csv 的编号相同",
                en: "the properties of every feature must hold the text “code”, a code of grids.csv")
        case .numericCode:
            LocalizedText(
                zh: "“code”必须是文字；请加引号，以免丢失开头的零", en: "“code” must be a text; put it in quotes so that zeros are kept")
        case .duplicateCode(let code):
            LocalizedText(
                zh: "编号“\(code)”重复；同一网格的多块请合为一个 MultiPolygon",
                en: "code “\(code)” must be there once; join the parts of a grid into one MultiPolygon")
        case .noFeatures:
            LocalizedText(zh: "文件里没有要素；请至少画一个网格", en: "there must be a feature; draw at least one grid")
        case .unknownCode(let code):
            LocalizedText(
                zh: "没有编号为“\(code)”的网格；请改正编号，或在 grids.csv 中补上",
                en: "no grid has the code “\(code)”; correct it, or add the grid to grids.csv")
        case .noShape(let code):
            LocalizedText(
                zh: "网格“\(code)”没有边界，将只列在表中；请在此文件中补画",
                en: "grid “\(code)” has no boundary and is listed only; draw it in this file")
        default: positionMessage
        }
    }

    private var positionMessage: LocalizedText {
        switch self {
        case .swapped:
            LocalizedText(
                zh: "坐标必须先经度后纬度，此处似乎颠倒；请对调两个数", en: "longitude must come before latitude; exchange the two numbers")
        case .projected:
            LocalizedText(
                zh: "坐标必须是以度为单位的经纬度，此处似乎是以米为单位的投影坐标（如 CGCS2000 高斯—克吕格）；请在 GIS 软件中转为经纬度后导出",
                en:
                    "positions must be degrees, these look like metres (CGCS2000 Gauss–Krüger); export as longitude and latitude"
            )
        case .outside(let bounds):
            LocalizedText(
                zh: "坐标必须在 \(bounds.text) 之内；请检查坐标，或在设置中改变范围",
                en: "positions must lie within \(bounds.text); check them, or set other bounds")
        case .tooPrecise(let count):
            LocalizedText(
                zh: "坐标有 7 位小数（约 1 厘米）就够了，共 \(count) 个数更长；多余的位数会舍去，可在导出时设为 7 位",
                en:
                    "seven decimals (1 cm) are enough, \(count) numbers have more; they are rounded, or export with seven"
            )
        default: ringMessage
        }
    }

    private var ringMessage: LocalizedText {
        switch self {
        case .fewPositions:
            LocalizedText(
                zh: "一个环至少要有四个坐标，首尾相同，其中三点不同；请补点或删去该环",
                en: "a ring must have four positions, three of them different; add positions or remove the ring")
        case .notClosed:
            LocalizedText(
                zh: "环必须闭合：最后一个坐标与第一个相同；请在末尾重复第一个坐标",
                en: "a ring must end where it begins; repeat its first position at its end")
        case .repeatedPositions(let count):
            LocalizedText(
                zh: "相邻坐标不应重复；已略去 \(count) 个，可在 GIS 软件中去除重复点",
                en: "neighbouring positions should differ; \(count) are left out, remove duplicates in the GIS")
        case .spike:
            LocalizedText(
                zh: "边界不能原路折回；请删去这个尖刺", en: "a boundary must not run back on itself; remove this spike")
        case .flatRing:
            LocalizedText(
                zh: "环必须围出面积；请重画或删去该环", en: "a ring must enclose an area; draw it again or remove it")
        case .polygonInPolygon:
            LocalizedText(
                zh: "同一要素的多边形不能套在另一个之内；如果是洞，请写成外围多边形的第二个环",
                en:
                    "a polygon must not lie in another of its feature; write a hole as a further ring of the outer polygon"
            )
        case .holeOutside:
            LocalizedText(
                zh: "洞必须在其多边形的外环之内；请改为单独的多边形",
                en: "a hole must lie inside its polygon’s first ring; make it a polygon of its own")
        case .crossing(let place, let count):
            LocalizedText(
                zh: "边界不能相交，在 \(place.degreesText) 处相交（这两个要素之间共 \(count) 处）；请在 GIS 软件中打开捕捉，重画共用的边",
                en:
                    "boundaries must not cross, these do at \(place.degreesText) (\(count) times between the two); redraw with snapping"
            )
        case .overlap(let place, let code, let other):
            LocalizedText(
                zh: "“\(code)”与“\(other)”在 \(place.degreesText) 附近重叠；请剪去重叠部分，飞地须在外围网格中挖洞",
                en:
                    "“\(code)” and “\(other)” must not overlap, near \(place.degreesText); clip one, cut a hole for an enclave"
            )
        default: LocalizedText(zh: "", en: "")
        }
    }
}
