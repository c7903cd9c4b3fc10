import Diagnostics
import Glibc

extension MachineError {
    /// What the failure means and a way out, in both languages.
    public var explanation: LocalizedText {
        let advice: LocalizedText =
            switch code {
            case ENOSPC, EDQUOT: LocalizedText(zh: "磁盘满了，腾出空间再试", en: "the disk is full; make room and try again")
            case EACCES, EPERM, EROFS:
                LocalizedText(zh: "没有权限，换一个文件夹或检查权限", en: "permission denied; check the folder's rights")
            case EWOULDBLOCK:
                LocalizedText(
                    zh: "另一个 gridshow 正在写这个文件夹，等它结束再试",
                    en: "another gridshow is writing this folder; wait for it to end")
            case EEXIST, ENOTDIR, EISDIR:
                LocalizedText(zh: "这个位置有别的文件挡着，请移开", en: "something else stands at this place; move it away")
            default: LocalizedText(zh: "机器出错", en: "the machine failed")
            }
        return LocalizedText(zh: "\(advice.zh)（\(self)）", en: "\(advice.en) (\(self))")
    }
}
