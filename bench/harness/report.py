def render(bench):
    pass
