"""Every text a rule may cite: one list, with the place of the source in the law notes and how sure we are of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Certainty(StrEnum):
    """Same values as `thidua.models.law.Certainty`. Everything but CONFIRMED is shown as “cần thẩm tra”."""

    CONFIRMED = "confirmed"
    SECTOR = "sector"
    SECOND_HAND = "second_hand"
    MEMORY = "memory"

    @property
    def label(self) -> str:
        return "" if self is Certainty.CONFIRMED else "cần thẩm tra"


def weakest(certainties: Iterable[Certainty]) -> Certainty:
    order = list(Certainty)
    return max(certainties, key=order.index, default=Certainty.CONFIRMED)


@dataclass(frozen=True)
class Citation:
    id: str
    text: str
    section: str
    certainty: Certainty


_LAW_2003 = "Luật Thi đua, khen thưởng 2003 (sửa đổi, bổ sung 2005, 2009, 2013)"
_LAW_2022 = "Luật Thi đua, khen thưởng 2022"
_DECREE_91 = "Nghị định 91/2017/NĐ-CP"
_DECREE_98 = "Nghị định 98/2023/NĐ-CP"
_DECREE_90 = "Nghị định 90/2020/NĐ-CP"
_CIRCULAR_12 = "Thông tư 12/2019/TT-BNV"
_CIRCULAR_01 = "Thông tư 01/2024/TT-BNV"
_LDTT = "“Lao động tiên tiến”"
_C, _S, _M = Certainty.CONFIRMED, Certainty.SECOND_HAND, Certainty.MEMORY

CITATIONS: dict[str, Citation] = {
    citation.id: citation
    for citation in (
        # Set A
        Citation("l2003-10-1", f"{_LAW_2003}, Điều 10, khoản 1", "§5 [S90]", _C),
        Citation("l2003-23", f"{_LAW_2003}, Điều 23; {_DECREE_91}, Điều 9, khoản 3", "§2.2 [S24]", _C),
        Citation("l2003-24", f"{_LAW_2003}, Điều 24", "§2.1 [S20][S21]", _C),
        Citation("l2003-24-scope", f"{_LAW_2003}, Điều 24: cán bộ, công chức, viên chức", "§5 [S21]", _C),
        Citation("l2003-24-contract", f"{_LAW_2003}, Điều 24: lao động hợp đồng", "§5", _M),
        Citation("l2003-28", f"{_LAW_2003}, Điều 28", "§3 [S50][S21]", _C),
        Citation("l2003-75", f"{_LAW_2003}, Điều 75; {_DECREE_91}", "§4.2", _M),
        Citation("d91-9-quota", f"{_DECREE_91}, Điều 9, khoản 3: không quá 15% số {_LDTT}", "§2.2 [S24]", _C),
        Citation("d91-10-new", f"{_DECREE_91}, Điều 10: mới tuyển dụng dưới 10 tháng", "§5 [S22]", _C),
        Citation("d91-10-discipline", f"{_DECREE_91}, Điều 10: bị kỷ luật từ khiển trách trở lên", "§5 [S22]", _C),
        Citation("d91-10-4", f"{_DECREE_91}, Điều 10, khoản 4", "§5 [S28][S29]", _C),
        Citation("d91-10-study", f"{_DECREE_91}, Điều 10: đào tạo, bồi dưỡng", "§5 [S30]", _M),
        Citation("d91-leave-40", f"{_DECREE_91} đã bỏ quy định nghỉ từ 40 ngày làm việc", "§5 [S22][S23]", _C),
        Citation("c12-2", f"{_CIRCULAR_12}, Điều 2 (như Thông tư 08/2017/TT-BNV, Điều 2)", "§5 [S92]", _S),
        # Set B
        Citation("l2022-7", f"{_LAW_2022}, Điều 7", "§5 [S91][S90]", _C),
        Citation("l2022-23", f"{_LAW_2022}, Điều 23", "§2.2 [S11][S32][S33]", _C),
        Citation("l2022-23-quota", f"{_LAW_2022}, {_DECREE_98}: chưa thấy tỷ lệ 15%", "§2.2", _M),
        Citation("l2022-24-1a", f"{_LAW_2022}, Điều 24, khoản 1, điểm a", "§2.1 [S16][S133]", _C),
        Citation("l2022-24-1b", f"{_LAW_2022}, Điều 24, khoản 1, điểm b", "§2.1 [S16][S133]", _C),
        Citation("l2022-24", f"{_LAW_2022}, Điều 24: cán bộ, công chức, viên chức, người lao động", "§5 [S16]", _C),
        Citation("l2022-28-1", f"{_LAW_2022}, Điều 28, khoản 1", "§3 [S55][S56]", _C),
        Citation("l2022-75-2", f"{_LAW_2022}, Điều 75, khoản 2", "§4.2 [S73]", _C),
        Citation("c01-new", f"{_CIRCULAR_01}: mới tuyển dụng dưới 6 tháng", "§5 [S39][S40]", _C),
        Citation("c01-study", f"{_CIRCULAR_01}: đào tạo, bồi dưỡng", "§5 [S40][S42]", _C),
        Citation("d98-4-4", f"{_DECREE_98}, Điều 4, khoản 4", "§5 [S93][S95]", _C),
        Citation("d98-4-5", f"{_DECREE_98}, Điều 4, khoản 5", "§5 [S93]", _C),
        # Rating of officials, beside A and B
        Citation("d90-2-3", f"{_DECREE_90}, Điều 2, khoản 3", "§5, §11 [S174]", _C),
        Citation("d90-15", f"{_DECREE_90}, Điều 15", "§5, §11 [S173]", _C),
        # Titles not entered yet, and sets not entered yet
        Citation("not-entered-a", f"{_LAW_2003}; {_DECREE_91}", "§2–§4", _M),
        Citation("not-entered-b", f"{_LAW_2022}; {_DECREE_98}", "§2–§4", _M),
        Citation("not-entered-c1", f"{_LAW_2022}; Nghị định 152/2025/NĐ-CP", "§1 [S154]", _S),
        Citation("not-entered-c2", "Luật 06/2026/QH16 sửa đổi Luật Thi đua, khen thưởng", "§1 [S10]", _S),
    )
}
