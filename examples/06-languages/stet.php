<?php
// SPDX-License-Identifier: MIT
// stet in PHP, through FFI and stet-ffi.h.
//
//     $pipeline = new Stet\Pipeline('house-style.yaml');
//     $answer = $pipeline->run($article, 'article.md');
declare(strict_types=1);

namespace Stet;

use FFI;

/** stet could not do its work: what, where, and what to do. */
final class Error extends \RuntimeException
{
}

/** A pipeline with a runner of its own. For one thread at a time. */
final class Pipeline
{
    private FFI $lib;
    private FFI\CData $error;
    private ?FFI\CData $context = null;
    private ?FFI\CData $pipeline = null;
    private ?FFI\CData $runner = null;

    public function __construct(string $path, ?string $plugins = null, ?string $data = null)
    {
        $include = getenv('STET_INCLUDE') ?: '/usr/local/include';
        $header = file_get_contents("$include/stet/stet-ffi.h");
        if ($header === false) {
            throw new Error("$include/stet/stet-ffi.h cannot be read; set STET_INCLUDE");
        }
        $this->lib = FFI::cdef($header, getenv('STET_LIBRARY') ?: 'libstet.so');
        $this->error = $this->lib->new('stet_error');
        $plugins ??= getenv('STET_PLUGIN_PATH') ?: null;
        $data ??= getenv('STET_DATA_PATH') ?: null;

        $this->context = $this->lib->new('stet_context *');
        $this->must($this->lib->stet_context_new(FFI::addr($this->context), $this->errorAddress()));
        if ($data !== null) {
            $this->must($this->lib->stet_context_add_data_folder($this->context, $data, $this->errorAddress()));
        }
        // without a folder: the one that stet was installed with
        $this->must($this->lib->stet_context_load_plugins($this->context, $plugins, $this->errorAddress()));
        $this->load($path);
        $this->runner = $this->lib->new('stet_runner *');
        $this->must($this->lib->stet_runner_new($this->pipeline, null, FFI::addr($this->runner), $this->errorAddress()));
    }

    public function __destruct()
    {
        if ($this->runner !== null) {
            $this->lib->stet_runner_free($this->runner);
        }
        if ($this->pipeline !== null) {
            $this->lib->stet_pipeline_free($this->pipeline);
        }
        if ($this->context !== null) {
            $this->lib->stet_context_free($this->context);
        }
    }

    /** The answer for one article: status, verdict, findings, edits, outputs. */
    public function run(string $article, string $name = ''): array
    {
        $text = $this->lib->new('char *');
        $length = $this->lib->new('size_t');
        $this->must($this->lib->stet_ffi_run($this->runner, $article, strlen($article), $name,
            FFI::addr($text), FFI::addr($length), $this->errorAddress()));
        try {
            return json_decode(FFI::string($text, $length->cdata), true, 64, JSON_THROW_ON_ERROR);
        } finally {
            $this->lib->stet_ffi_free($text);
        }
    }

    private function load(string $path): void
    {
        $problems = $this->lib->new('stet_problems *');
        $this->must($this->lib->stet_problems_new(FFI::addr($problems)));
        $this->pipeline = $this->lib->new('stet_pipeline *');
        try {
            $code = $this->lib->stet_pipeline_load_file($this->context, $path, null,
                FFI::addr($this->pipeline), $problems, $this->errorAddress());
            $mistakes = $this->mistakes($problems);
            if ($code !== 0 && $mistakes !== []) {
                throw new Error(implode("\n", $mistakes));
            }
            $this->must($code);
        } finally {
            $this->lib->stet_problems_free($problems);
        }
    }

    /** @return string[] */
    private function mistakes(FFI\CData $problems): array
    {
        $info = $this->lib->new('stet_problem_info');
        $info->size = FFI::sizeof($info);
        $lines = [];
        for ($i = 0; $this->lib->stet_problems_get($problems, $i, FFI::addr($info)); $i++) {
            $lines[] = sprintf('%s:%d:%d: %s', $info->file, $info->line, $info->column, $info->message);
        }
        return $lines;
    }

    private function errorAddress(): FFI\CData
    {
        return FFI::addr($this->error);
    }

    private function must(int $code): void
    {
        if ($code !== 0) {
            $parts = [$this->error->where, $this->error->message, $this->error->hint];
            throw new Error(implode(': ', array_filter(array_map(FFI::string(...), $parts))));
        }
    }
}

/** The article's bytes with the edits of an answer made: from the last to the first. */
function applyEdits(string $article, ?array $edits): string
{
    foreach (array_reverse($edits ?? []) as $edit) {
        $article = substr_replace($article, $edit['insert'], $edit['off'], $edit['del']);
    }
    return $article;
}

function main(array $arguments): int
{
    if (count($arguments) !== 3) {
        fwrite(STDERR, "usage: stet.php PIPELINE ARTICLE\n");
        return 2;
    }
    try {
        $article = file_get_contents($arguments[2]);
        $answer = (new Pipeline($arguments[1]))->run($article, basename($arguments[2]));
    } catch (Error $error) {
        fwrite(STDERR, $error->getMessage() . "\n");
        return 1;
    }
    echo "verdict: {$answer['verdict']}\n";
    foreach ($answer['findings'] as $finding) {
        echo "finding: {$finding['rule']}: {$finding['message']}\n";
    }
    foreach ($answer['outputs'] as $output) {
        echo "output: {$output['name']}\n";
    }
    echo 'stamped: ' . strlen(applyEdits($article, $answer['edits'])) . " bytes\n";
    return 0;
}

if (isset($argv) && realpath($argv[0]) === __FILE__) {
    exit(main($argv));
}
