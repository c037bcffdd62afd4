"""Tables of phone calls."""

from customer_connect.domain.calls.models.agent_requests import AgentRequest
from customer_connect.domain.calls.models.call_backs import CallBack
from customer_connect.domain.calls.models.calls import Call
from customer_connect.domain.calls.models.referrals import Referral

__all__ = ["AgentRequest", "Call", "CallBack", "Referral"]
