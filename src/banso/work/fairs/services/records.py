"""The plain verbs of fairs: records without a rule beyond their own."""

from banso.core.writing import verbs
from banso.work.fairs.models import Deal, Fair, Host, Meeting, PairRule, Participant, Slot

record_fair, correct_fair = verbs(Fair)
record_host, correct_host = verbs(Host)
record_participant, correct_participant = verbs(Participant)
record_pair_rule, correct_pair_rule = verbs(PairRule)
record_meeting, correct_meeting = verbs(Meeting)
record_deal, correct_deal = verbs(Deal)
record_slot, correct_slot = verbs(Slot)
