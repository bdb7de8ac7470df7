"""Claude on Azure through the gateway, whole and streamed: python azure_anthropic.py [GATEWAY]"""

import sys

from anthropic import Anthropic

gateway = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
client = Anthropic(base_url=f"{gateway}/azure_passthrough", api_key="dummy-key")
messages = [{"role": "user", "content": "hello from azure passthrough"}]

response = client.messages.create(model="claude-sonnet-5-5", max_tokens=1024, messages=messages)
print(response.content[0].text)

with client.messages.stream(model="claude-sonnet-5-5", max_tokens=1024, messages=messages) as stream:
    for text in stream.text_stream:
        print(text, end="", flush=True)
print()
