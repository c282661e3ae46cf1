"""Sends frames that are no messages at all over the kernel's sockets, and then closes them."""

ANSWERS = {
    "own": """
kernel = get_ipython().kernel
zmq_out = kernel.iopub_socket
zmq_out = getattr(zmq_out, "io_thread", zmq_out)
mark = b"<IDS|MSG>"
for frames in ([b""], [mark], [mark, b"x" * 32, b"{", b"{", b"{", b"{"], [b"\\xff" * 9] * 9, [b"a" * 100_000]):
    try:
        zmq_out.send_multipart(frames)
    except Exception as error:
        print(error)
""",
    "end": """
kernel = get_ipython().kernel
for stream in (kernel.shell_stream, kernel.control_stream):
    try:
        stream.close()
    except Exception as error:
        print(error)
""",
}
