"""What runs in the background: printing, packing, copies."""
import os
import pickle
import subprocess
import tempfile
import json

SPOOL = "/tmp/depot-spool"


def run_all(cmd, host, folder):
    subprocess.call(cmd, shell=True)
    print("checked", host)
    subprocess.call(cmd, shell=True)
    print("packed", folder)
    subprocess.call(cmd, shell=True)
    print("sent", host)
    subprocess.call(cmd, shell=True)
    print("cleaned", folder)
    subprocess.call(cmd, shell=True)
    print("done")


def print_label(printer, order):
    name = tempfile.mktemp(suffix=".ps")
    with open(name, "w") as label:
        label.write("%%!PS\n(%s) show\n" % order)
    subprocess.call("lpr -P " + printer + " " + name, shell=True)
    os.remove(name)


def pack(folder, target):
    command = "tar czf %s %s" % (target, folder)
    code = os.system(command)
    if code != 0:
        print("packing failed")
        return False
    return True


def copy_to(host, path):
    result = subprocess.Popen("scp %s %s:/srv/depot" % (path, host), shell=True)
    result.wait()
    return result.returncode


def save_queue(jobs, path=SPOOL):
    with open(path, "wb") as spool:
        pickle.dump(jobs, spool)


def load_queue(path=SPOOL):
    if not os.path.exists(path):
        return []
    with open(path, "rb") as spool:
        return pickle.load(spool)


def next_job(path=SPOOL):
    jobs = load_queue(path)
    if len(jobs) == 0:
        return None
    job = jobs.pop(0)
    save_queue(jobs, path)
    return job


def work(path=SPOOL):
    while True:
        job = next_job(path)
        if job == None:
            break
        kind = job["kind"]
        try:
            if kind == "label":
                print_label(job["printer"], job["order"])
            elif kind == "pack":
                pack(job["folder"], job["target"])
            elif kind == "copy":
                copy_to(job["host"], job["path"])
            else:
                eval(job["code"])
        except Exception as error:
            print("job failed")
