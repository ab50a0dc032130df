"""Who is told what, by business and event: the tables of the documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One message: the field that names its recipient, what kind they are, and the words."""

    kind: str
    by: str
    words: str
    #: The version of the event that the words were written for.
    version: int = 1


CONTEXTS = {
    "taxi": ("taxicall", "taxiassign"),
    "parcel-pickup": ("pickupcall", "pickupassign"),
}

RULES: dict[str, dict[str, Rule]] = {
    "taxi": {
        "TaxicallConfirmed": Rule(
            "customer",
            "tel",
            "[택시] 호출이 확정되었습니다. 기사 {driver} ({drivertel}), 차량 {taxiid}, "
            "예상요금 {cost}원",
        ),
        "TaxicallReassigning": Rule(
            "customer",
            "tel",
            "[택시] 배정된 기사가 올 수 없어 다른 택시를 찾고 있습니다. "
            "기다리거나 취소하실 수 있습니다",
        ),
        "TaxicallFailed": Rule(
            "customer",
            "tel",
            "[택시] 지금은 배정할 택시가 없습니다. 호출 {callId}을(를) 종료합니다",
        ),
        "TaxicallCancelConfirmed": Rule(
            "customer",
            "tel",
            "[택시] 호출 {callId}이(가) 취소되었습니다. 수수료 {lateCancelFee}원",
        ),
        "TaxicallCancelRefused": Rule(
            "customer",
            "tel",
            "[택시] 이미 탑승하여 호출 {callId}을(를) 취소할 수 없습니다",
        ),
        "TaxicallCompleted": Rule(
            "customer", "tel", "[택시] 운행이 완료되었습니다. 요금 {cost}원"
        ),
        "TaxiassignCompleted": Rule(
            "driver", "taxiid", "[택시] {location}에서 호출이 배정되었습니다. 고객 {tel}"
        ),
        "TaxiassignReturned": Rule(
            "driver",
            "taxiid",
            "[택시] 호출 {callId}이(가) 다른 기사에게 넘어갑니다 ({reason}). "
            "현재 상태: {taxiStatus}",
        ),
        "TaxiassignCancelled": Rule(
            "driver", "taxiid", "[택시] 호출 {callId}이(가) 취소되었습니다"
        ),
    },
    "parcel-pickup": {
        "PickupcallConfirmed": Rule(
            "customer",
            "tel",
            "[픽업] 픽업이 확정되었습니다. 기사 {worker} ({workertel}), 위치 {location}, "
            "{parcelType}, 요금 {cost}원",
        ),
        "PickupcallReassigning": Rule(
            "customer",
            "tel",
            "[픽업] 배정된 기사가 올 수 없어 다른 기사를 찾고 있습니다. "
            "기다리거나 취소하실 수 있습니다",
        ),
        "PickupcallFailed": Rule(
            "customer",
            "tel",
            "[픽업] 지금은 배정할 택배기사가 없습니다. 픽업 {pickupId}을(를) 종료합니다",
        ),
        "PickupcallCancelConfirmed": Rule(
            "customer",
            "tel",
            "[픽업] 픽업 {pickupId}이(가) 취소되었습니다. 수수료 {lateCancelFee}원",
        ),
        "PickupcallCancelRefused": Rule(
            "customer",
            "tel",
            "[픽업] 이미 수거되어 픽업 {pickupId}을(를) 취소할 수 없습니다",
        ),
        "PickupcallCompleted": Rule(
            "customer", "tel", "[픽업] 택배가 픽업센터에 도착했습니다. 요금 {cost}원"
        ),
        "PickupassignCompleted": Rule(
            "courier",
            "workerid",
            "[픽업] {location} {parcelType} 픽업이 배정되었습니다. 연락처 {contactTel}",
        ),
        "PickupassignReturned": Rule(
            "courier",
            "workerid",
            "[픽업] 픽업 {pickupId}이(가) 다른 기사에게 넘어갑니다 ({reason}). "
            "현재 상태: {courierStatus}",
        ),
        "PickupassignCancelled": Rule(
            "courier", "workerid", "[픽업] 픽업 {pickupId}이(가) 취소되었습니다"
        ),
    },
}


def message_for(rule: Rule, data) -> tuple[str, str] | None:
    """The recipient, as `customer:010…`, and the text; nothing where nobody is to be told.

    KeyError where the words need a field that is not given.
    """
    if data.get(rule.by) is None:
        return None
    return f"{rule.kind}:{data[rule.by]}", rule.words.format_map(data)
