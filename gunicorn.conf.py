"""Read by gunicorn in this folder, whoever starts it: its own lines follow the rules of thidua/logs.py.

No access log: it would hold addresses, verification codes and who opened which page when.
"""

from gunicorn.glogging import Logger

from thidua.logs import SafeFormatter


class SafeLogger(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(SafeFormatter())


accesslog = None
logger_class = SafeLogger
