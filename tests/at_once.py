"""Real connections at once, for races on PostgreSQL."""

import threading

from django.db import connection, connections

from thidua.workflow import Refused


def at_once(*acts) -> list[str]:
    """Run the acts on connections of their own, released together; the answer of each, "" when it went through."""
    answers, gate = [""] * len(acts), threading.Barrier(len(acts))

    def run(number, act):
        try:
            connection.ensure_connection()
            gate.wait(10)
            act()
        except Refused as refused:
            answers[number] = str(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers
