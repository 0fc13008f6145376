FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# A fixed number, so that a folder of the host can be given to it.
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin comunidas
WORKDIR /app

COPY requirements.lock .
RUN pip install --require-hashes -r requirements.lock

COPY . .
# Read by all, also where the source was fetched by somebody whose files are theirs alone. And compiled once: what runs
# may not write here, and would do it anew at each start.
RUN chmod -R a+rX . && python -m compileall -q bot core webhooks migrations
RUN mkdir -p data && chown comunidas: data && chmod 700 data
USER comunidas

# The container's own network is the fence; what is published to the world is decided in compose.yaml.
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
VOLUME /app/data

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + (os.getenv('PORT') or '8000') + '/health/live', timeout=4)"]

ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
