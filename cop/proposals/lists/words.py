"""What acts and their states are called."""

from cop.kernel.messages import N_

ACT_NAMES = {
    "answers": N_("Answers as a table"),
    "budgets": N_("Budgets as a table"),
    "documents": N_("Documents as ZIP archives"),
    "accept": N_("Found eligible"),
    "extend": N_("More time"),
    "mail": N_("Mail to the teams"),
}
STATE_NAMES = {
    "waiting": N_("waiting"),
    "running": N_("at work"),
    "done": N_("done"),
    "failed": N_("failed"),
}
STATE_KINDS = {"waiting": "neutral", "running": "info", "done": "success", "failed": "danger"}
