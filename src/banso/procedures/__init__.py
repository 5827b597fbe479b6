"""How a kind of work declares the steps by which its cases move; the case's page, the step's page, the terms. No kind's own rules.

    DISPATCH = procedure(code="dispatch", of=Dispatch, steps=DispatchStep, label="専門家派遣")

    @DISPATCH.step("decided", "派遣決定", after=("requested",), asks=("visits_planned",), approval="dispatch", paper="派遣決定通知書")
    def decide(dispatch: Dispatch, *, taken_on: date, visits_planned: int, by: User | None) -> DispatchStep:
        ...  # guards, then take_step(...)

The verb guards and writes its kind's own row. The declaration offers it on the case's page, asks for its facts, sends it through
approval, prints its paper, opens and meets its deadlines, and shows it to the outsider concerned.
"""
