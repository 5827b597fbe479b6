"""How gunicorn serves; who loads the application and where it parts is `webserver.py`."""

worker_class = "banso.config.webserver.Worker"
# Workers that have answered so many are replaced, all by new ones, for what a long life may leave behind in memory.
max_requests = 20_000
max_requests_jitter = 5_000
forwarded_allow_ips = ""  # which proxies are believed is one setting, BANSO_PROXIES, and read in one place
control_socket_disable = True  # nobody asks; it would bring in what only it needs
