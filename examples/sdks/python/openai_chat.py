"""OpenAI chat completions through the gateway, whole and streamed: python openai_chat.py [GATEWAY]"""

import sys

from openai import OpenAI

gateway = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
client = OpenAI(base_url=f"{gateway}/openai_passthrough/v1", api_key="dummy-key")
messages = [{"role": "user", "content": "hello from passthrough"}]

response = client.chat.completions.create(model="gpt-4o-mini", messages=messages)
print(response.choices[0].message.content)

for chunk in client.chat.completions.create(model="gpt-4o-mini", messages=messages, stream=True):
    print(chunk.choices[0].delta.content or "", end="", flush=True)
print()
