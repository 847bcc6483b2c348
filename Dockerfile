FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY fixtures fixtures
COPY mock_auth0 mock_auth0
RUN python -m venv /opt/mock-auth0 \
 && /opt/mock-auth0/bin/pip install --no-cache-dir . \
 && /opt/mock-auth0/bin/pip uninstall --yes pip \
 && /opt/mock-auth0/bin/python -m compileall -q /opt/mock-auth0/lib

FROM python:3.13-slim
COPY --from=build /opt/mock-auth0 /opt/mock-auth0
ENV PATH=/opt/mock-auth0/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    XDG_DATA_HOME=/data \
    MOCK_AUTH0_HOST=0.0.0.0
# A volume here keeps the certificate authority that https is trusted by.
RUN install -d -o 65532 -g 65532 /data
USER 65532:65532
EXPOSE 1000 1443
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=2s --timeout=2s --start-period=10s --retries=15 CMD ["mock-auth0", "health"]
ENTRYPOINT ["mock-auth0"]
CMD ["serve"]
