"""Every write about members."""

from banso.core.writing import verbs

from .models import Fee, Grade, Member

record_grade, correct_grade = verbs(Grade)
record_member, correct_member = verbs(Member)
record_fee, correct_fee = verbs(Fee)
