"""Every write in surveys."""

from banso.core.writing import verbs

from .models import Survey, SurveyTarget

record_survey, correct_survey = verbs(Survey)
record_survey_target, correct_survey_target = verbs(SurveyTarget)
