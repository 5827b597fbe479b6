"""Every write about publications and the web."""

from banso.core.writing import verbs

from .models import Issue, MonthOfVisits, Publication, WebPage

record_publication, correct_publication = verbs(Publication)
record_issue, correct_issue = verbs(Issue)
record_web_page, correct_web_page = verbs(WebPage)
record_month_of_visits, correct_month_of_visits = verbs(MonthOfVisits)
